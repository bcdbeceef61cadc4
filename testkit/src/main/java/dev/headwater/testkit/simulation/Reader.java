package dev.headwater.testkit.simulation;

import dev.headwater.event.EventLog;
import dev.headwater.event.StreamId;
import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import dev.headwater.projection.FreshView;
import dev.headwater.projection.VersionedView;
import org.jspecify.annotations.Nullable;

/** Checks that a client reads its own writes (G6). A query without an answer proves nothing. */
final class Reader<S, E, V> {
  static final String OWN_WRITES = "G6 read your writes";

  /** Added to one page per aggregate, since some move while they are listed. */
  private static final int MORE_PAGES = 10;

  private final World<?, S, E, ?, V> world;
  private final String name;
  private final Host host;
  private final EventLog<E> log;

  Reader(World<?, S, E, ?, V> world, String name) {
    this.world = world;
    this.name = name;
    this.host = world.host();
    this.log = new FaultyEventStore<>(world, name + "'s query");
  }

  void lookUp(StreamId stream, long version) {
    ask(
        () -> {
          Release<V, E> release = world.anyRelease();
          VersionedView<V> found = read(release, stream, version);
          world.story.line(
              "{} looks up {} from version {} by {}: {}", name, stream, version, release, found);
          if (!world.truth.folds(stream, release, found, version)) {
            throw new Violation(
                OWN_WRITES, "asked for " + stream + " from version " + version + ", got " + found);
          }
        });
  }

  void list(StreamId stream, long version) {
    ask(
        () -> {
          ListCheck<S, E, V> listing = new ListCheck<>(world, world.anyRelease(), stream, version);
          int pages = world.domain.aggregateIds().size() + MORE_PAGES;
          String next = show(listing, null, stream, version);
          while (next != null && pages > 0) {
            next = show(listing, next, stream, version);
            pages--;
          }
          world.story.line(
              "{} lists with {} at version {}: {}", name, stream, version, listing.shown());
          if (next == null) {
            listing.judge();
          }
        });
  }

  /** Like a real query, reads the page and the reader's own aggregate in parallel. */
  private @Nullable String show(
      ListCheck<S, E, V> listing, @Nullable String after, StreamId stream, long version) {
    return host.parallelCalls()
        .callBoth(
            () -> {
              world.pause();
              return world.components.fresh(
                  listing.read(after), fresh(listing.release()), World.deadline(host));
            },
            () -> read(listing.release(), stream, version),
            (page, fresh) -> listing.show(page, after, fresh));
  }

  private void ask(Runnable query) {
    try {
      query.run();
    } catch (UnavailableException | Crash e) {
      world.story.line("{} gets no answer to its query", name);
    }
  }

  private VersionedView<V> read(Release<V, E> release, StreamId stream, long version) {
    world.pause();
    VersionedView<V> stored = world.views.lagging(stream.id(), release);
    return fresh(release).of(stream.id(), stored, version, World.deadline(host));
  }

  private FreshView<V, E> fresh(Release<V, E> release) {
    return new FreshView<>(release.view(), log, host);
  }
}
