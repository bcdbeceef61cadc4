package dev.headwater.testkit.simulation;

import dev.headwater.AppendRequest;
import dev.headwater.EventStore;
import dev.headwater.EventStore.AppendResult;
import dev.headwater.EventStore.AppendResult.Appended;
import dev.headwater.InMemoryEventStore;
import dev.headwater.StreamTail;
import dev.headwater.event.Commit;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.StreamId;
import dev.headwater.host.Host;
import dev.headwater.relay.StreamRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What all actors of a run share: the services that they use, and the faults of these. */
final class World<C, S, E, R, V> {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int MAX_JUMP_MILLIS = 10_000;
  private static final int MAX_LATENESS_MILLIS = 2_000;

  /** The time limit of a command, a query and a function invocation. */
  static final Duration TIME_LIMIT = Duration.ofSeconds(1);

  final SimulatedDomain<C, S, E, R, V> domain;

  /** Those that run side by side. */
  final List<Release<V, E>> releases;

  final Choices choices;
  final Scheduler scheduler;
  final Story story;
  final Components<S, E, V> components;
  final Truth<S, E, V> truth;
  final EventStore<S, E> table;

  /** The table's stream: every commit once, in the order in which they were stored. */
  final List<StreamRecord> stream = new ArrayList<>();

  final Queue queue;
  final Views<E, V> views;
  private final Faults faults;

  /** For jitter and command ids, which need no choices of their own. */
  private final SplittableRandom random = new SplittableRandom(1);

  private final Map<Fault, Integer> happened = new EnumMap<>(Fault.class);

  /** The number of actors that may still store something. */
  int writers;

  /** The number of actors that may still publish something. */
  int publishers;

  World(
      SimulatedDomain<C, S, E, R, V> domain,
      Choices choices,
      Faults faults,
      Components<S, E, V> components,
      boolean recorded) {
    this.domain = domain;
    this.choices = choices;
    this.faults = faults;
    this.components = components;
    this.scheduler = new Scheduler(choices);
    this.story = new Story(scheduler, recorded);
    this.releases = releases(domain, choices);
    this.truth = new Truth<>(domain, releases);
    this.table = new Table(components.table(new InMemoryEventStore<>(domain.codec())));
    this.queue = new Queue(this);
    this.views = new Views<>(this);
  }

  private static <V, E> List<Release<V, E>> releases(
      SimulatedDomain<?, ?, E, ?, V> domain, Choices choices) {
    List<Release<V, E>> releases = new ArrayList<>();
    releases.add(new Release<>(0, domain.view()));
    boolean hasOther = !domain.view().fingerprint().equals(domain.otherView().fingerprint());
    if (hasOther && choices.below(2) == 0) {
      releases.add(new Release<>(1, domain.otherView()));
    }
    return List.copyOf(releases);
  }

  /** The release that answers a query or handles a batch. */
  Release<V, E> anyRelease() {
    return releases.size() == 1 ? releases.getFirst() : choices.of(releases);
  }

  /** Picks one of these faults, or none. */
  @Nullable Fault fault(Fault... kinds) {
    int drawn = 999 - choices.below(1000);
    for (Fault kind : kinds) {
      drawn -= faults.of(kind);
      if (drawn < 0) {
        happened.merge(kind, 1, Integer::sum);
        return kind;
      }
    }
    return null;
  }

  boolean happens(Fault fault) {
    boolean happens = choices.happens(faults.of(fault));
    if (happens) {
      happened.merge(fault, 1, Integer::sum);
    }
    return happens;
  }

  Coverage coverage() {
    return new Coverage(truth.commits(), happened);
  }

  /** A host whose clock sometimes jumps. */
  Host host() {
    Skew skew = new Skew();
    return new Host(
        () -> START.plusMillis(scheduler.nowMillis() + skew.millis()),
        random,
        scheduler::sleep,
        () -> new SimulatedLock(scheduler),
        components.parallelCalls(scheduler::callEach));
  }

  static Instant deadline(Host host) {
    return host.clock().instant().plus(TIME_LIMIT);
  }

  /**
   * The delay of a late write in milliseconds: it may arrive before or after its caller's deadline.
   */
  int lateness() {
    return choices.below(MAX_LATENESS_MILLIS);
  }

  /** Starts an actor that stores commits. The relay waits for it to end. */
  void spawnWriter(String name, Runnable body) {
    writers++;
    scheduler.spawn(
        name,
        () -> {
          body.run();
          writers--;
        });
  }

  /** Starts an actor that publishes events. Consumers wait for it to end. */
  void spawnPublisher(String name, Runnable body) {
    publishers++;
    scheduler.spawn(
        name,
        () -> {
          body.run();
          publishers--;
        });
  }

  StreamId streamOf(String aggregateId) {
    return new StreamId(domain.view().category(), aggregateId);
  }

  /** The error of a clock. */
  private final class Skew {
    private long millis;

    long millis() {
      if (happens(Fault.CLOCK_JUMP)) {
        millis += choices.below(2 * MAX_JUMP_MILLIS) - MAX_JUMP_MILLIS;
        story.line("a clock jumps to {} ms", millis);
      }
      return millis;
    }
  }

  /** The events table, which adds every commit to its stream. */
  private final class Table implements EventStore<S, E> {
    private final EventStore<S, E> stored;

    Table(EventStore<S, E> stored) {
      this.stored = stored;
    }

    @Override
    public boolean storesClaims() {
      return stored.storesClaims();
    }

    @Override
    public AppendResult<E> append(AppendRequest<S, E> append) {
      AppendResult<E> result = stored.append(append);
      Commit<E> commit = append.commit();
      if (result instanceof Appended<E> && !truth.has(commit)) {
        story.line(
            "stored: {} {}-{} {} by {}",
            commit.stream(),
            commit.firstVersion(),
            commit.lastVersion(),
            commit.events(),
            commit.command().commandId());
        truth.stored(commit);
        Commit<EncodedEvent> encoded = Commit.encode(commit, domain.codec());
        String number = Integer.toString(stream.size());
        stream.add(
            new StreamRecord.Committed(
                number, Map.of("PK", commit.stream().toString(), "SK", number), encoded));
      }
      return result;
    }

    @Override
    public Page<E> read(StreamId id, long afterVersion, int maxCommits) {
      return stored.read(id, afterVersion, maxCommits);
    }

    @Override
    public @Nullable StreamTail<S, E> readEnd(StreamId id) {
      return stored.readEnd(id);
    }
  }

  /** Lets other actors run. */
  void pause() {
    scheduler.pause();
  }

  void sleep(long millis) {
    scheduler.sleep(Duration.ofMillis(millis));
  }
}
