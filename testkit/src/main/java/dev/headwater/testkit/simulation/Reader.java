package dev.headwater.testkit.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import dev.headwater.EventLog;
import dev.headwater.FreshView;
import dev.headwater.SortedPage;
import dev.headwater.StreamId;
import dev.headwater.VersionedView;
import dev.headwater.testkit.simulation.Parts.Entry;
import dev.headwater.testkit.simulation.Truth.Boundary;
import org.jspecify.annotations.Nullable;

/** Reads what it has written: G6. */
final class Reader<C, S, E, R, V> {
    private static final String OWN_WRITES = "G6 read your writes";
    private static final int PAGE = 2;
    private static final int MAX_PAGES = 10;

    private final World<C, S, E, R, V> world;
    private final String name;
    private final FreshView<V, E> fresh;

    Reader(World<C, S, E, R, V> world, String name) {
        this.world = world;
        this.name = name;
        EventLog<E> log = (stream, after, max) -> {
            world.pause();
            return world.table.read(stream, after, max);
        };
        this.fresh = new FreshView<>(world.domain.projection(), log, world.host());
    }

    void lookUp(StreamId stream, long version) {
        VersionedView<V> found = read(stream, version);
        world.story.line("{} looks {} up from version {} on: {}", name, stream, version, found);
        boolean isTrue = found.version() >= version && world.truth
                .between(stream, found.version(), found.version())
                .stream()
                .anyMatch(boundary -> boundary.view().equals(found));
        if (!isTrue) {
            throw new Violation(OWN_WRITES, "asked for " + stream + " from version " + version
                    + " on, answered " + found);
        }
    }

    private VersionedView<V> read(StreamId stream, long version) {
        world.pause();
        VersionedView<V> stored = world.views.lagging(stream.id());
        return fresh.of(stream.id(), stored, version, Instant.MAX);
    }

    /** The aggregate shows once, as of the version or later, if it belongs into the list. */
    void list(StreamId stream, long version) {
        List<Entry<V>> shown = new ArrayList<>();
        String after = null;
        for (int number = 0; number < MAX_PAGES; number++) {
            SortedPage<Entry<V>, String> page = page(stream, version, after);
            shown.addAll(page.entries());
            after = page.next();
            if (after == null) {
                break;
            }
        }
        List<Entry<V>> own = shown.stream()
                .filter(entry -> entry.aggregateId().equals(stream.id()))
                .toList();
        world.story.line("{} lists with {} as of version {}: {}", name, stream, version, shown);
        judge(stream, version, own);
    }

    private SortedPage<Entry<V>, String> page(StreamId stream, long version,
            @Nullable String after) {
        world.pause();
        List<Entry<V>> behind = world.views.listed()
                .stream()
                .filter(entry -> after == null || key(entry).compareTo(after) > 0)
                .toList();
        List<Entry<V>> entries = behind.subList(0, Math.min(PAGE, behind.size()));
        SortedPage<Entry<V>, String> page = new SortedPage<>(entries,
                behind.size() > PAGE ? key(entries.getLast()) : null);
        Entry<V> seen = world.views.entry(stream.id(), read(stream, version));
        return world.parts.overlay(page, seen, seen.key() != null,
                new SortedPage.Bounds<>(Reader::key, Comparator.naturalOrder(), after, PAGE));
    }

    private static String key(Entry<?> entry) {
        return Objects.requireNonNull(entry.key());
    }

    /** What moved while the pages were read may show where it was or where it is, or at neither. */
    private void judge(StreamId stream, long version, List<Entry<V>> own) {
        List<@Nullable String> keys = new ArrayList<>();
        for (Boundary<S, E, V> boundary : world.truth.between(stream, version, Long.MAX_VALUE)) {
            keys.add(world.views.entry(stream.id(), boundary.view()).key());
        }
        boolean moved = keys.stream().distinct().count() > 1;
        boolean old = own.stream().anyMatch(entry -> entry.view().version() < version);
        boolean wrongCount = !moved && own.size() != (keys.getFirst() == null ? 0 : 1);
        if (old || wrongCount) {
            throw new Violation(OWN_WRITES, "listed with " + stream + " as of version " + version
                    + ", it shows as " + own);
        }
    }
}
