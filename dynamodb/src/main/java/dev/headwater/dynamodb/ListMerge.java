package dev.headwater.dynamodb;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import dev.headwater.ParallelCalls;
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

    private final List<ListShard> shards;
    private final Comparator<String> bySort;
    private final ParallelCalls parallelCalls;

    ListMerge(List<ListShard> shards, Comparator<String> bySort, ParallelCalls parallelCalls) {
        this.shards = shards;
        this.bySort = bySort;
        this.parallelCalls = parallelCalls;
    }

    /** The first items, as many as there are but no more than this. */
    List<Map<String, AttributeValue>> first(int count) {
        List<Map<String, AttributeValue>> merged = new ArrayList<>();
        while (merged.size() < count) {
            fetch(Math.min(count, share(count)));
            ListShard next = next();
            if (next == null) {
                return merged;
            }
            add(merged, Objects.requireNonNull(next.peek()));
            next.remove();
        }
        return merged;
    }

    private int share(int count) {
        return MIN_SHARE + count * 3 / (2 * shards.size());
    }

    private void fetch(int count) {
        List<ListShard> wanting = shards.stream().filter(ListShard::wantsItems).toList();
        while (!wanting.isEmpty()) {
            parallelCalls.callUntilFailure(wanting.stream()
                    .<Supplier<Boolean>>map(shard -> () -> {
                        shard.fetch(count);
                        return true;
                    })
                    .toList());
            wanting = wanting.stream().filter(ListShard::wantsItems).toList();
        }
    }

    private @Nullable ListShard next() {
        return shards.stream()
                .filter(shard -> shard.peek() != null)
                .min(Comparator.comparing(ListMerge::nextSort, bySort))
                .orElse(null);
    }

    private static String nextSort(ListShard shard) {
        return ListShard.sort(Objects.requireNonNull(shard.peek()));
    }

    /** A view on its way from one list to another may show in both: the newer one is kept. */
    private static void add(List<Map<String, AttributeValue>> merged,
            Map<String, AttributeValue> item) {
        if (merged.isEmpty()
                || !ListShard.sort(merged.getLast()).equals(ListShard.sort(item))) {
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
