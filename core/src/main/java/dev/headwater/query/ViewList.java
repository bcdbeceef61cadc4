package dev.headwater.query;

import dev.headwater.event.PublishableText;
import dev.headwater.event.SafeFormat;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A list of views: which views are in it, in which partition, and in which order. Throws {@link
 * IllegalArgumentException} if the name is out of bounds.
 *
 * @param name 1 to 32 letters and digits, beginning with a letter. An adapter names the list's
 *     index and attributes after it
 * @param sharded whether each partition is spread over the table's shards. Shard a list with few
 *     partitions, such as statuses, each of which takes many writes; leave one with many, such as
 *     the ids of customers, in one shard each
 * @param entry returns the place of a view; {@code null} if the view is not in the list
 */
public record ViewList<V>(String name, boolean sharded, Placement<V> entry) {
  /** DynamoDB's limit for a partition key, 2,048, less the number of a shard. */
  public static final int MAX_PARTITION_BYTES = 2037;

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,31}");

  public ViewList {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "A list cannot be named '"
              + name
              + "': use 1 to 32 letters and digits, beginning with a letter");
    }
  }

  /** Where views are in a list. */
  @FunctionalInterface
  public interface Placement<V> {
    /** The place of a view; {@code null} if the view is not in the list. */
    @Nullable IndexEntry of(V view);
  }

  /**
   * Lists by their names, in the same order.
   *
   * @throws IllegalArgumentException if two have the same name
   */
  public static <V> Map<String, ViewList<V>> byName(List<ViewList<V>> lists) {
    Map<String, ViewList<V>> named = new LinkedHashMap<>();
    for (ViewList<V> list : lists) {
      if (named.putIfAbsent(list.name, list) != null) {
        throw new IllegalArgumentException(
            "Two lists of a view are named '" + list.name + "': each needs a name of its own");
      }
    }
    return Collections.unmodifiableMap(named);
  }

  /**
   * The place of a view; empty if the view is not in the list.
   *
   * @throws IllegalArgumentException if there is none that an index can hold. The message names the
   *     list and quotes no content
   */
  public Optional<IndexEntry> place(V view) {
    Optional<IndexEntry> place = SafeFormat.encode(() -> Optional.ofNullable(entry.of(view)));
    place.ifPresent(
        found -> {
          check("partition", found.partition(), MAX_PARTITION_BYTES);
          check("sort key", found.sort(), ListRead.MAX_SORT_BYTES);
        });
    return place;
  }

  private void check(String what, String key, int maxBytes) {
    if (!PublishableText.isUnicode(key)) {
      throw new IllegalArgumentException(
          "Its " + what + " in the list '" + name + "' holds half of a surrogate pair");
    }
    int bytes = key.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < 1 || bytes > maxBytes) {
      throw new IllegalArgumentException(
          "Its " + what + " in the list '" + name + "' must have 1 to " + maxBytes + " bytes");
    }
  }
}
