package dev.headwater.dynamodb.audit;

import dev.headwater.audit.StoredView;
import dev.headwater.dynamodb.internal.PlainValues;
import dev.headwater.dynamodb.views.ListIndex;
import dev.headwater.dynamodb.views.ViewItem;
import dev.headwater.projection.VersionedView;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads items of a views table, even damaged ones. */
record StoredItem<V>(ViewItem<V> items) {
  /**
   * The form in which a view would be written.
   *
   * @throws IllegalArgumentException if it cannot be written
   */
  StoredView of(String id, VersionedView<V> view) {
    Map<String, AttributeValue> item = items.write(id, view);
    ItemLimits.check(item);
    return of(id, item, true);
  }

  StoredView of(String id, Map<String, AttributeValue> item, boolean listed) {
    Map<String, AttributeValue> content = new HashMap<>(item);
    content.keySet().removeAll(items.key(id).keySet());
    content.remove(ViewItem.VERSION);
    for (ListIndex index : items.indexes().values()) {
      content.remove(index.shardKey());
      content.remove(index.sortKey());
    }
    try {
      Map<String, Object> fields = PlainValues.toPlain(content);
      return new StoredView(
          version(item), fields, place(id, item), isReadable(item), items.isForeign(item), listed);
    } catch (IllegalArgumentException damaged) {
      return new StoredView(
          version(item), Map.of(), place(id, item), false, items.isForeign(item), listed);
    }
  }

  private static long version(Map<String, AttributeValue> item) {
    try {
      return Math.max(ViewItem.version(item), StoredView.NO_VERSION);
    } catch (IllegalArgumentException damaged) {
      return StoredView.NO_VERSION;
    }
  }

  private boolean isReadable(Map<String, AttributeValue> item) {
    try {
      items.decode(item);
      return true;
    } catch (IllegalArgumentException damaged) {
      return false;
    }
  }

  /** The lists and the places in them. */
  private String place(String id, Map<String, AttributeValue> item) {
    return items.indexes().values().stream()
        .map(index -> place(index, id, item))
        .collect(Collectors.joining());
  }

  /** All shards of a partition count as the same place, because readers merge them. */
  private static String place(ListIndex index, String id, Map<String, AttributeValue> item) {
    String shard = text(item, index.shardKey());
    String sort = text(item, index.sortKey());
    return shard == null && sort == null
        ? ""
        : measured(index.list())
            + measured(readShard(index, String.valueOf(shard), id))
            + measured(String.valueOf(sort));
  }

  /** With its length, so that no two rows of texts read alike. */
  private static String measured(String text) {
    return text.length() + ":" + text;
  }

  private static String readShard(ListIndex index, String shard, String id) {
    String partition = shard.substring(0, Math.max(0, shard.lastIndexOf('#')));
    return index.shards(partition).contains(shard) ? index.shard(partition, id) : shard;
  }

  private static @Nullable String text(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null ? null : String.valueOf(value.s());
  }
}
