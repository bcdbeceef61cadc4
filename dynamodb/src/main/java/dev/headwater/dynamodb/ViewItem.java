package dev.headwater.dynamodb;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.headwater.VersionedView;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A view, or the tombstone of one, as an item of a views table. */
record ViewItem<V>(ViewFormat<V> format, int shards) {
    static final String VERSION = "version";
    private static final String REMOVED = "removed";
    private static final List<String> RESERVED = List.of(VERSION, REMOVED, ListIndex.SHARD,
            ListIndex.SORT);

    ViewItem {
        if (shards < 1) {
            throw new IllegalArgumentException("A list has at least one shard");
        }
    }

    Map<String, AttributeValue> key(String id) {
        return Map.of(format.keyName(), AttributeValue.fromS(id));
    }

    Map<String, AttributeValue> write(String id, VersionedView<V> versioned) {
        Map<String, AttributeValue> item = new HashMap<>();
        V view = versioned.view();
        if (view == null) {
            item.put(REMOVED, AttributeValue.fromBool(true));
        } else {
            item.putAll(fields(view));
            putIndexEntry(item, id, format.indexEntry(view));
        }
        item.put(VERSION, AttributeValue.fromN(Long.toString(versioned.version())));
        item.putAll(key(id));
        return item;
    }

    private Map<String, AttributeValue> fields(V view) {
        Map<String, Object> fields = format.encode(view);
        for (String name : RESERVED) {
            if (fields.containsKey(name)) {
                throw new IllegalArgumentException("The field '" + name + "' is the store's own");
            }
        }
        return PlainValues.toAttributes(fields);
    }

    private void putIndexEntry(Map<String, AttributeValue> item, String id,
            @Nullable IndexEntry entry) {
        if (entry != null) {
            String shard = ListIndex.shard(entry.partition(), id, shards);
            item.put(ListIndex.SHARD, AttributeValue.fromS(shard));
            item.put(ListIndex.SORT, AttributeValue.fromS(entry.sort()));
        }
    }

    String id(Map<String, AttributeValue> item) {
        return new Attributes(item).string(format.keyName());
    }

    static long version(Map<String, AttributeValue> item) {
        return new Attributes(item).integer(VERSION);
    }

    VersionedView<V> read(Map<String, AttributeValue> item) {
        Map<String, AttributeValue> fields = new HashMap<>(item);
        RESERVED.forEach(fields::remove);
        return new VersionedView<>(version(item), item.containsKey(REMOVED)
                ? null
                : format.decode(PlainValues.toPlain(fields)));
    }

    /** Whether two items say the same, in whatever way their numbers are written. */
    static boolean same(Map<String, AttributeValue> one, Map<String, AttributeValue> other) {
        return PlainValues.toPlain(one).equals(PlainValues.toPlain(other));
    }
}
