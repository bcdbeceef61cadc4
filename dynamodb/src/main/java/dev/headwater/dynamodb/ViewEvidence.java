package dev.headwater.dynamodb;

import dev.headwater.event.EventCodec;
import dev.headwater.event.EventLog;
import dev.headwater.event.StreamId;
import dev.headwater.host.UnavailableException;
import dev.headwater.projection.Projection;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What there is to judge views by: the events of their streams. Who gives it the table of a scan
 * has all that it reads keep to the scan's rate.
 */
final class ViewEvidence<V, E> {
  private final TableAccess table;
  private final Projection<V, E> projection;
  private final EventCodec<E> codec;
  private final BatchRead items;

  ViewEvidence(TableAccess table, Projection<V, E> projection, EventCodec<E> codec) {
    this.table = table;
    this.projection = projection;
    this.codec = codec;
    this.items = new BatchRead(table.client(), table.tableName(), table.host());
  }

  Projection<V, E> projection() {
    return projection;
  }

  EventCodec<E> codec() {
    return codec;
  }

  TableAccess table() {
    return table;
  }

  EventLog<E> log() {
    return new DynamoDbEventLog<>(table.client(), table.tableName(), codec);
  }

  /** The stream of an aggregate; {@code null} when there can be none with such an id. */
  @Nullable StreamId stream(String id) {
    try {
      return new StreamId(projection.category(), id);
    } catch (IllegalArgumentException impossible) {
      return null;
    }
  }

  /**
   * The stream as it is now, and as it was at an earlier version.
   *
   * @throws dev.headwater.event.UnreadableEventException when it cannot be read
   */
  FoldedView<V> fold(String id, long earlier) {
    StreamId stream = stream(id);
    ViewFold<V, E> fold = new ViewFold<>(projection, earlier);
    return stream == null
        ? FoldedView.none()
        : new LogFold<>(table, codec, fold).fold(stream).folded();
  }

  /**
   * Those of some aggregates that exist: each stream begins with the item of version 1.
   *
   * @throws UnavailableException when DynamoDB does not answer, tried again several times
   */
  Set<String> existing(Collection<String> ids) {
    Map<String, Map<String, AttributeValue>> keys = new LinkedHashMap<>();
    for (String id : ids) {
      StreamId stream = stream(id);
      if (stream != null) {
        keys.put(
            stream.toString(),
            Map.of(
                CommitItem.PK, AttributeValue.fromS(stream.toString()),
                CommitItem.SK, AttributeValue.fromS(CommitItem.sortKey(1))));
      }
    }
    Set<String> found = new HashSet<>();
    table
        .call(() -> items.read(List.copyOf(keys.values())))
        .forEach(
            item -> found.add(StreamId.parse(new Attributes(item).string(CommitItem.PK)).id()));
    return found;
  }

  /** Makes a call of a read model, which may be repeated as it is. */
  <T> T call(Supplier<T> call) {
    return table.call(call);
  }
}
