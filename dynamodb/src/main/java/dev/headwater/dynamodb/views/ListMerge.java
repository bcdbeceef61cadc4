package dev.headwater.dynamodb.views;

import dev.headwater.host.ParallelCalls;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The shards of a list merged in their order.
 *
 * <p>Each shard is first asked for its share of the page and half as much again; one that turns out
 * to hold more of the page is asked once more. So a page costs about one and a half times its items
 * and, as a rule, one round of requests.
 */
final class ListMerge {
  /** What a shard is asked for at least: a small page should not take two rounds. */
  private static final int MIN_SHARE = 4;

  private final ListIndex index;
  private final List<ListShard> shards;
  private final Comparator<String> bySort;
  private final ParallelCalls parallelCalls;

  ListMerge(
      ListIndex index,
      List<ListShard> shards,
      Comparator<String> bySort,
      ParallelCalls parallelCalls) {
    this.index = index;
    this.shards = shards;
    this.bySort = bySort;
    this.parallelCalls = parallelCalls;
  }

  /** The first items, as many as there are but no more than this. */
  List<Map<String, AttributeValue>> first(int count) {
    List<Map<String, AttributeValue>> merged = new ArrayList<>(count);
    while (merged.size() < count) {
      fetch(Math.min(count, share(count)));
      ListShard next = next();
      if (next == null) {
        return merged;
      }
      add(merged, next.take());
    }
    return merged;
  }

  private int share(int count) {
    return MIN_SHARE + count * 3 / (2 * shards.size());
  }

  private void fetch(int count) {
    List<Supplier<Boolean>> fetches = fetches(count);
    while (!fetches.isEmpty()) {
      parallelCalls.callUntilFailure(fetches);
      fetches = fetches(count);
    }
  }

  private List<Supplier<Boolean>> fetches(int count) {
    List<Supplier<Boolean>> fetches = new ArrayList<>();
    for (ListShard shard : shards) {
      if (shard.wantsItems()) {
        fetches.add(
            () -> {
              shard.fetch(count);
              return true;
            });
      }
    }
    return fetches;
  }

  /** The shard whose next item is the first of all; {@code null} when there is none. */
  private @Nullable ListShard next() {
    ListShard first = null;
    String firstSort = null;
    for (ListShard shard : shards) {
      String sort = shard.nextSort();
      if (sort != null && (firstSort == null || bySort.compare(sort, firstSort) < 0)) {
        first = shard;
        firstSort = sort;
      }
    }
    return first;
  }

  /** A view on its way from one partition to another may show in both: the newer one is kept. */
  private void add(List<Map<String, AttributeValue>> merged, Map<String, AttributeValue> item) {
    if (merged.isEmpty() || !index.sort(merged.getLast()).equals(index.sort(item))) {
      merged.add(item);
    } else if (version(item) > version(merged.getLast())) {
      merged.set(merged.size() - 1, item);
    }
  }

  /** A damaged view gives way to any other. */
  private static long version(Map<String, AttributeValue> item) {
    try {
      return ViewItem.version(item);
    } catch (IllegalArgumentException e) {
      return 0;
    }
  }
}
