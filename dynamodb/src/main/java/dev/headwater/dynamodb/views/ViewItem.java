package dev.headwater.dynamodb.views;

import dev.headwater.dynamodb.internal.Attributes;
import dev.headwater.dynamodb.internal.PlainValues;
import dev.headwater.event.SafeFormat;
import dev.headwater.host.RedactedException;
import dev.headwater.projection.VersionedView;
import dev.headwater.query.IndexEntry;
import dev.headwater.query.ViewList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Writes a view, or the tombstone of one, as an item of a views table, and reads it. Throws an
 * {@link IllegalArgumentException} that quotes no content for a view that cannot be written, or
 * could not be read back. Thread-safe.
 */
public final class ViewItem<V> {
  private static final Logger LOG = LoggerFactory.getLogger(ViewItem.class);

  /** The attribute with the version of the view's stream. */
  public static final String VERSION = "version";

  private static final String REMOVED = "removed";
  private static final String FINGERPRINT = "fingerprint";

  private final ViewFormat<V> format;
  private final Collection<ViewList<V>> lists;
  private final Map<String, ListIndex> indexes = new LinkedHashMap<>();

  /** The attributes that belong to the store. */
  private final Set<String> reserved = new HashSet<>(Set.of(VERSION, REMOVED, FINGERPRINT));

  /**
   * @param shards what sharded lists are spread over
   * @throws IllegalArgumentException if two lists have the same name, or the key has a name that
   *     belongs to the store
   */
  public ViewItem(ViewFormat<V> format, int shards) {
    this.format = format;
    this.lists = ViewList.byName(format.lists()).values();
    for (ViewList<V> list : lists) {
      ListIndex index = ListIndex.of(list, shards);
      indexes.put(list.name(), index);
      reserved.addAll(Set.of(index.shardKey(), index.sortKey()));
    }
    if (reserved.contains(format.keyName())) {
      throw new IllegalArgumentException(
          "The key of a views table cannot be named '"
              + format.keyName()
              + "', which is the store's own name: choose another");
    }
  }

  /** The indices of the lists, by the lists' names. */
  public Map<String, ListIndex> indexes() {
    return Collections.unmodifiableMap(indexes);
  }

  /** The key of a view's item. */
  public Map<String, AttributeValue> key(String id) {
    return Map.of(format.keyName(), AttributeValue.fromS(id));
  }

  /** Reads what it wrote: a view that no reader can decode is refused before it is stored. */
  public Map<String, AttributeValue> write(String id, VersionedView<V> versioned) {
    Map<String, AttributeValue> item = encode(id, versioned);
    decode(item);
    return item;
  }

  private Map<String, AttributeValue> encode(String id, VersionedView<V> versioned) {
    Map<String, AttributeValue> item = new HashMap<>();
    V view = versioned.view();
    if (view == null) {
      item.put(REMOVED, AttributeValue.fromBool(true));
    } else {
      item.putAll(attributes(SafeFormat.encode(() -> new HashMap<>(format.encode(view)))));
      lists.forEach(list -> list.place(view).ifPresent(place -> put(item, id, list, place)));
    }
    item.put(VERSION, AttributeValue.fromN(Long.toString(versioned.version())));
    item.put(FINGERPRINT, AttributeValue.fromS(format.fingerprint()));
    item.putAll(key(id));
    return item;
  }

  private Map<String, AttributeValue> attributes(Map<String, Object> fields) {
    for (String name : fields.keySet()) {
      if (reserved.contains(name) || name.equals(format.keyName())) {
        throw new IllegalArgumentException("The field '" + name + "' is the store's own");
      }
    }
    return PlainValues.toAttributes(fields);
  }

  private void put(
      Map<String, AttributeValue> item, String id, ViewList<V> list, IndexEntry place) {
    ListIndex index = Objects.requireNonNull(indexes.get(list.name()));
    item.put(index.shardKey(), AttributeValue.fromS(index.shard(place.partition(), id)));
    item.put(index.sortKey(), AttributeValue.fromS(place.sort()));
  }

  String id(Map<String, AttributeValue> item) {
    return new Attributes(item).string(format.keyName());
  }

  /** The version of an item that {@link #write} returned. */
  public static long version(Map<String, AttributeValue> item) {
    return new Attributes(item).integer(VERSION);
  }

  /**
   * The view of an item; a {@linkplain VersionedView#foreign foreign} one if another projection
   * folded it, or it is damaged.
   */
  public VersionedView<V> read(Map<String, AttributeValue> item) {
    if (isForeign(item)) {
      return VersionedView.foreign(readableVersion(item));
    }
    try {
      return decode(item);
    } catch (IllegalArgumentException e) {
      LOG.error(
          "The view of {} is damaged, and its stream is read instead: {}",
          id(item),
          RedactedException.reason(e));
      return VersionedView.foreign(readableVersion(item));
    }
  }

  /** Whether another projection folded the view. */
  public boolean isForeign(Map<String, AttributeValue> item) {
    AttributeValue stored = item.get(FINGERPRINT);
    return stored == null || !format.fingerprint().equals(stored.s());
  }

  private static long readableVersion(Map<String, AttributeValue> item) {
    try {
      return Math.max(0, version(item));
    } catch (IllegalArgumentException damaged) {
      return 0;
    }
  }

  /**
   * Decodes an item that this projection wrote; a tombstone has no view.
   *
   * @throws IllegalArgumentException if it is damaged
   */
  public VersionedView<V> decode(Map<String, AttributeValue> item) {
    long version = version(item);
    if (version < 1) {
      throw new IllegalArgumentException("'" + VERSION + "' is no version of a stream");
    }
    if (item.containsKey(REMOVED)) {
      return new VersionedView<>(version, null);
    }
    Map<String, Object> fields = PlainValues.toPlain(item, reserved);
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
}
