package dev.headwater.testkit.simulation;

import dev.headwater.audit.AuditSource;
import dev.headwater.audit.FoldedStream;
import dev.headwater.audit.LogFold;
import dev.headwater.audit.ScanPosition;
import dev.headwater.audit.ScanSettings;
import dev.headwater.audit.StreamFold;
import dev.headwater.audit.StreamVisitor;
import dev.headwater.audit.ViewRebuild;
import dev.headwater.event.EventLog;
import dev.headwater.event.StreamId;
import dev.headwater.event.UnreadableEventException;
import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** An operator who rebuilds all views, by one release or another, while the rest goes on. */
final class Rebuilder<S, E, V> {
  private static final int MAX_PAUSE_MILLIS = 2_000;

  private final World<?, S, E, ?, V> world;
  private final EventLog<E> log;
  private final Host host;

  Rebuilder(World<?, S, E, ?, V> world, EventLog<E> log) {
    this.world = world;
    this.log = log;
    this.host = world.host();
  }

  void rebuild(int times) {
    for (int time = 0; time < times; time++) {
      world.sleep(world.choices.below(MAX_PAUSE_MILLIS));
      Release<V, E> release = world.anyRelease();
      world.story.line("operator: rebuilds all views by {}", release);
      try {
        new ViewRebuild<>(
                new Streams(),
                release.view(),
                world.domain.codec(),
                List.of(new ViewRebuild.Target.Stored<>("views", world.views.of(release))),
                host)
            .run(ScanPosition.begin(1), ScanSettings.DEFAULTS, failure -> {});
      } catch (UnavailableException | Crash e) {
        world.story.line("operator: the rebuild ends in the middle");
      }
    }
  }

  /** All streams of the domain, in one segment. */
  private final class Streams implements AuditSource<E> {
    @Override
    public AuditSource<E> within(int unitsPerSecond) {
      return this;
    }

    @Override
    public <A> ScanPosition scan(
        ScanPosition from,
        ScanSettings settings,
        StreamFold<A, E> fold,
        Supplier<? extends StreamVisitor<A>> visitors) {
      StreamVisitor<A> visitor = visitors.get();
      for (String id : world.domain.aggregateIds()) {
        StreamId stream = world.streamOf(id);
        try {
          FoldedStream<A> folded = new LogFold<>(log, fold).fold(stream);
          if (folded.version() > 0) {
            visitor.stream(folded);
          }
        } catch (UnreadableEventException e) {
          visitor.unreadable(stream.toString(), String.valueOf(e.getMessage()));
        }
      }
      visitor.end();
      return new ScanPosition(1, List.of());
    }

    @Override
    public EventLog<E> log() {
      return log;
    }

    @Override
    public Set<StreamId> existing(Collection<StreamId> streams) {
      return streams.stream()
          .filter(stream -> !log.read(stream, 0, 1).commits().isEmpty())
          .collect(Collectors.toSet());
    }

    @Override
    public long approximateItems() {
      return world.stream.size();
    }
  }
}
