package dev.headwater.dynamodb.views;

import dev.headwater.dynamodb.internal.Attributes;
import dev.headwater.dynamodb.internal.PlainValues;
import dev.headwater.event.SafeFormat;
import dev.headwater.projection.VersionedView;
import dev.headwater.query.IndexEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A view, or the tombstone of one, as an item of a views table. Throws an {@link
 * IllegalArgumentException} that quotes no content for a view that cannot be written, or could not
 * be read back.
 */
public record ViewItem<V>(ViewFormat<V> format, int shards) {
  /** The attribute with the version of the view's stream. */
  public static final String VERSION = "version";

  private static final String REMOVED = "removed";
  private static final List<String> RESERVED =
      List.of(VERSION, REMOVED, ListIndex.SHARD, ListIndex.SORT);

  /** The key of a view's item. */
  public Map<String, AttributeValue> key(String id) {
    return Map.of(format.keyName(), AttributeValue.fromS(id));
  }

  /** Reads what it wrote: a view that no reader can decode is refused before it is stored. */
  public Map<String, AttributeValue> write(String id, VersionedView<V> versioned) {
    Map<String, AttributeValue> item = encode(id, versioned);
    read(item);
    return item;
  }

  private Map<String, AttributeValue> encode(String id, VersionedView<V> versioned) {
    Map<String, AttributeValue> item = new HashMap<>();
    V view = versioned.view();
    if (view == null) {
      item.put(REMOVED, AttributeValue.fromBool(true));
    } else {
      Encoded encoded =
          SafeFormat.encode(
              () -> new Encoded(new HashMap<>(format.encode(view)), format.indexEntry(view)));
      item.putAll(attributes(encoded.fields));
      putIndexEntry(item, id, encoded.indexEntry);
    }
    item.put(VERSION, AttributeValue.fromN(Long.toString(versioned.version())));
    item.putAll(key(id));
    return item;
  }

  private static Map<String, AttributeValue> attributes(Map<String, Object> fields) {
    for (String name : RESERVED) {
      if (fields.containsKey(name)) {
        throw new IllegalArgumentException("The field '" + name + "' is the store's own");
      }
    }
    return PlainValues.toAttributes(fields);
  }

  private void putIndexEntry(
      Map<String, AttributeValue> item, String id, @Nullable IndexEntry entry) {
    if (entry != null) {
      String shard = ListIndex.shard(entry.partition(), id, shards);
      item.put(ListIndex.SHARD, AttributeValue.fromS(shard));
      item.put(ListIndex.SORT, AttributeValue.fromS(entry.sort()));
    }
  }

  String id(Map<String, AttributeValue> item) {
    return new Attributes(item).string(format.keyName());
  }

  /** The version of an item that {@link #write} returned. */
  public static long version(Map<String, AttributeValue> item) {
    return new Attributes(item).integer(VERSION);
  }

  /** Decodes an item; a tombstone has no view. */
  public VersionedView<V> read(Map<String, AttributeValue> item) {
    long version = version(item);
    if (version < 1) {
      throw new IllegalArgumentException("'" + VERSION + "' is no version of a stream");
    }
    if (item.containsKey(REMOVED)) {
      return new VersionedView<>(version, null);
    }
    Map<String, Object> fields = PlainValues.toPlain(item, RESERVED);
    return new VersionedView<>(version, SafeFormat.decode(() -> format.decode(fields)));
  }

  /** Whether two items are equal, however their numbers are written. */
  public static boolean same(Map<String, AttributeValue> one, Map<String, AttributeValue> other) {
    try {
      return PlainValues.toPlain(one).equals(PlainValues.toPlain(other));
    } catch (IllegalArgumentException e) {
      return false; // a damaged one says nothing
    }
  }

  private record Encoded(Map<String, Object> fields, @Nullable IndexEntry indexEntry) {}
}
