package dev.headwater.testkit.simulation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dev.headwater.InMemoryViewStore;
import dev.headwater.UnavailableException;
import dev.headwater.VersionedView;
import dev.headwater.ViewStore;
import dev.headwater.testkit.simulation.Parts.Entry;
import org.jspecify.annotations.Nullable;

/** The views table over a bad network, and its index, which lags behind. */
final class Views<V> implements ViewStore<V> {
    private static final int MAX_LAG = 3;

    private final World<?, ?, ?, ?, V> world;
    private final ViewStore<V> table;
    /** All that an aggregate's view ever was. */
    private final Map<String, List<VersionedView<V>>> histories = new TreeMap<>();

    Views(World<?, ?, ?, ?, V> world) {
        this.world = world;
        this.table = world.parts.views(new InMemoryViewStore<>());
    }

    @Override
    public Map<String, VersionedView<V>> load(Collection<String> aggregateIds) {
        world.pause();
        stop(world.fault(Fault.THROTTLE, Fault.LOST_REQUEST, Fault.CRASH), "load");
        Map<String, VersionedView<V>> found = table.load(aggregateIds);
        world.pause();
        return found;
    }

    @Override
    public Saved save(List<ViewChange<V>> changes) {
        world.pause();
        Fault fault = world.fault(Fault.THROTTLE, Fault.LOST_REQUEST, Fault.LOST_REPLY,
                Fault.CRASH);
        if (fault == Fault.THROTTLE) {
            stop(fault, "save");
        }
        List<ViewChange<V>> arriving = fault == Fault.LOST_REQUEST || fault == Fault.CRASH
                ? changes.subList(0, world.choices.below(changes.size() + 1))
                : changes;
        Saved saved = table.save(arriving);
        arriving.stream()
                .filter(change -> !saved.lost().contains(change.aggregateId()))
                .forEach(this::saved);
        world.pause();
        stop(fault, "save of " + arriving.size());
        return saved;
    }

    private void saved(ViewChange<V> change) {
        String id = change.aggregateId();
        world.story.line("view: {} is at version {}: {}", id, change.next().version(),
                change.next().view());
        histories.computeIfAbsent(id, key -> new ArrayList<>()).add(change.next());
        boolean isFold = world.truth.boundaries(world.streamOf(id))
                .stream()
                .anyMatch(boundary -> boundary.view().equals(change.next()));
        if (!isFold) {
            throw new Violation("G1, G5 a view is the fold of whole commits", id + " shows "
                    + change.next());
        }
    }

    private void stop(@Nullable Fault fault, String call) {
        if (fault != null) {
            world.story.line("views: {} of {}", call, fault);
        }
        if (fault == Fault.CRASH) {
            throw new Crash();
        }
        if (fault != null) {
            throw new UnavailableException("No answer: " + fault, fault != Fault.THROTTLE, null);
        }
    }

    /** The view as it is. */
    VersionedView<V> now(String aggregateId) {
        return table.load(Set.of(aggregateId))
                .getOrDefault(aggregateId, VersionedView.absent());
    }

    /** The view as an eventually consistent read finds it. */
    VersionedView<V> lagging(String aggregateId) {
        List<VersionedView<V>> history = histories.getOrDefault(aggregateId, List.of());
        int lag = world.happens(Fault.INDEX_LAG) ? 1 + world.choices.below(MAX_LAG) : 0;
        int place = history.size() - 1 - lag;
        return place < 0 ? VersionedView.absent() : history.get(place);
    }

    /** What the index lists, in its order. */
    List<Entry<V>> listed() {
        Map<String, Entry<V>> listed = new TreeMap<>();
        for (String id : new HashMap<>(histories).keySet().stream().sorted().toList()) {
            Entry<V> entry = entry(id, lagging(id));
            if (entry.key() != null) {
                listed.put(entry.key(), entry);
            }
        }
        return List.copyOf(listed.values());
    }

    Entry<V> entry(String aggregateId, VersionedView<V> view) {
        return new Entry<>(aggregateId, view.view() == null
                ? null
                : world.domain.listKey(aggregateId, view.view()), view);
    }
}
