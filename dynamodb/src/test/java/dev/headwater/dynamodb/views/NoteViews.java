package dev.headwater.dynamodb.views;

import dev.headwater.dynamodb.Clients;
import dev.headwater.dynamodb.LocalTables;
import dev.headwater.dynamodb.Note;
import dev.headwater.dynamodb.NoteFormat;
import dev.headwater.dynamodb.RequestCount;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore;
import dev.headwater.testkit.ManualHost;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A view store of notes on a table of four shards, which counts its requests. */
final class NoteViews implements AutoCloseable {
  final RequestCount requests = new RequestCount();
  final DynamoDbClient client;
  final DynamoDbViewStore<Note> store;

  NoteViews(LocalDynamoDb local) {
    client = Clients.counting(local.endpoint(), requests);
    store = withShards(4);
  }

  /** On the same table. */
  DynamoDbViewStore<Note> withShards(int shards) {
    return store(shards, new NoteFormat());
  }

  /** On the same table, as another projection sees it. */
  DynamoDbViewStore<Note> foreign() {
    return store(4, new NoteFormat("another"));
  }

  private DynamoDbViewStore<Note> store(int shards, NoteFormat format) {
    return new DynamoDbViewStore<>(
        client, new ViewTable(LocalTables.VIEWS, shards), format, new ManualHost(1).host());
  }

  void remove(String noteId, String name) {
    client.updateItem(
        update ->
            update
                .tableName(LocalTables.VIEWS)
                .key(Map.of("id", AttributeValue.fromS(noteId)))
                .updateExpression("REMOVE #name")
                .expressionAttributeNames(Map.of("#name", name)));
  }

  void damage(String noteId, String name, AttributeValue value) {
    client.updateItem(
        update ->
            update
                .tableName(LocalTables.VIEWS)
                .key(Map.of("id", AttributeValue.fromS(noteId)))
                .updateExpression("SET #name = :value")
                .expressionAttributeNames(Map.of("#name", name))
                .expressionAttributeValues(Map.of(":value", value)));
  }

  void save(String noteId, long version, Note note) {
    store.save(List.of(new ViewStore.ViewChange<>(noteId, 0, new VersionedView<>(version, note))));
  }

  static ViewStore.ViewChange<Note> created(String noteId, Note note) {
    return new ViewStore.ViewChange<>(noteId, 0, new VersionedView<>(1, note));
  }

  static List<String> newIds(int count) {
    return IntStream.range(0, count).mapToObj(n -> UUID.randomUUID().toString()).toList();
  }

  @Override
  public void close() {
    client.close();
  }
}
