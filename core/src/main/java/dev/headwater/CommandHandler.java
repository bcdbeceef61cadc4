package dev.headwater;

import dev.headwater.event.CommandStamp;
import dev.headwater.event.UnpublishableTextException;
import dev.headwater.event.UnreadableEventException;
import dev.headwater.host.Deadline;
import dev.headwater.host.Host;
import dev.headwater.host.InterruptedWaitException;
import dev.headwater.host.UnavailableException;
import java.time.Duration;
import java.util.List;

/**
 * Executes commands: load the stream, decide, append with one conditional write.
 *
 * <p>A command takes effect once: a repeat, recognised by its {@link CommandStamp}, gets the first
 * outcome. That holds always if the command created the stream or expects a version, otherwise
 * within the stream's latest {@value RecentCommits#REMEMBERED_COMMITS} commits. A command that
 * stored nothing is not remembered; a repeat is decided afresh.
 *
 * <p>After a lost race the command is decided again, for at most {@value #MAX_ATTEMPTS} attempts in
 * all. If the caller expects a version, the handler returns the conflict instead. A call that the
 * store does not answer is retried, unchanged, until the deadline.
 *
 * <p>The handler caches the heads of recently used streams, so that the next command on such a
 * stream costs only its write. Within a handler, commands on one stream run one at a time, in order
 * of arrival, instead of colliding. Despite the cache, every outcome reflects the stream at some
 * moment between the call and its return.
 *
 * <p>Thread-safe.
 */
public final class CommandHandler<C, S, E, R> {
  /** The most commands in one batch. */
  public static final int MAX_BATCH = 100;

  static final int MAX_ATTEMPTS = 8;

  private final CommandContext<C, S, E, R> context;
  private final CommandIds commandIds;
  private final StreamCache<S, E> cache;
  private final Settings settings;

  /**
   * A handler with {@link Settings#DEFAULTS}.
   *
   * @throws IllegalArgumentException if the decider makes claims and the store cannot store them
   */
  public CommandHandler(Decider<C, S, E, R> decider, EventStore<S, E> store, Host host) {
    this(decider, store, host, Settings.DEFAULTS);
  }

  /**
   * A handler with settings of its own.
   *
   * @throws IllegalArgumentException if the decider makes claims and the store cannot store them
   */
  public CommandHandler(
      Decider<C, S, E, R> decider, EventStore<S, E> store, Host host, Settings settings) {
    this.context = new CommandContext<>(decider, store, host);
    this.commandIds = new CommandIds(host.random());
    this.cache = new StreamCache<>(settings.cachedStreams(), host);
    this.settings = settings;
  }

  /**
   * Executes a command.
   *
   * @throws TooManyConflictsException if every attempt lost its race, or the deadline passed before
   *     the next one; nothing was stored
   * @throws UnavailableException if the store does not answer in time; {@link
   *     UnavailableException#mayHaveTakenEffect} says whether the command may have taken effect.
   *     Repeating it with the same stamp is safe
   * @throws CommitTooLargeException if its events are too large; nothing was stored
   * @throws UnpublishableTextException if its events, ids or metadata contain text that no
   *     transport can carry; nothing was stored
   * @throws UnreadableEventException if the part of the stream that had to be read contains an
   *     event that the codec cannot read, or has a break; nothing was stored
   * @throws IllegalStateException if the decider makes a claim that it does not declare; nothing
   *     was stored
   * @throws InterruptedWaitException if interrupted while waiting for its turn or between attempts;
   *     {@link InterruptedWaitException#mayHaveTakenEffect} says whether the command may have taken
   *     effect
   */
  public Outcome<E, R> handle(CommandRequest<C> request) {
    CommandStamp stamp = request.stamp() == null ? commandIds.next() : request.stamp();
    Deadline deadline =
        request.deadline() == null
            ? Deadline.in(settings.timeLimit(), context.host())
            : Deadline.at(request.deadline(), context.host());
    StreamCache.Slot<S, E> slot = cache.slot(request.stream());
    slot.enter(deadline);
    try {
      return new CommandRun<>(context, request, stamp, slot, deadline).run();
    } finally {
      slot.leave();
    }
  }

  /**
   * Executes commands in parallel. Commands on the same stream run in the given order,
   * independently: one that fails or is refused does not stop the next.
   *
   * @param requests at most {@value #MAX_BATCH}. Without a deadline, a command's time limit starts
   *     only when its turn comes, so set deadlines when many commands share a stream
   * @return one result per command, in the same order
   */
  public List<BatchItem<E, R>> handleAll(List<CommandRequest<C>> requests) {
    if (requests.size() > MAX_BATCH) {
      throw new IllegalArgumentException(
          "A batch has at most " + MAX_BATCH + " commands, not " + requests.size());
    }
    return new CommandBatch<>(this, List.copyOf(requests)).run();
  }

  /**
   * How many streams a handler caches and how long it tries.
   *
   * @param cachedStreams roughly how many stream heads to cache: each is a state and the events of
   *     the last commit, of any size. With 0, every command loads its stream, and commands on one
   *     stream collide instead of taking turns
   * @param timeLimit for commands without a deadline
   */
  public record Settings(int cachedStreams, Duration timeLimit) {
    /** 1,000 streams and ten seconds. */
    public static final Settings DEFAULTS = new Settings(1_000, Duration.ofSeconds(10));

    public Settings {
      if (cachedStreams < 0) {
        throw new IllegalArgumentException("cachedStreams must not be negative");
      }
    }
  }
}
