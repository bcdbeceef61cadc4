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
 * Takes a command to its stream: load, decide, append with one conditional write.
 *
 * <p>A command takes effect once. A repeat, recognised by its {@link CommandStamp}, is answered
 * with the first outcome: always for a command that created the stream or that expects a version,
 * otherwise within the stream's latest {@value RecentCommits#REMEMBERED_COMMITS} commits. A command
 * that stored nothing is not remembered; it is decided afresh.
 *
 * <p>A lost race is decided again, at most {@value #MAX_ATTEMPTS} times, unless the caller expects
 * a version: then the conflict is the answer. What the store does not answer is asked again,
 * unchanged, until the deadline.
 *
 * <p>The heads of recently used streams are kept, so that the next command on one costs its write
 * alone. Commands on one stream take turns inside of a handler, in the order in which they came,
 * instead of colliding. Whatever is kept, an answer is always true of the stream at some time
 * between the call and its return.
 *
 * <p>Safe for use by several threads.
 */
public final class CommandHandler<C, S, E, R> {
  /** The most commands of one batch. */
  public static final int MAX_BATCH = 100;

  static final int MAX_ATTEMPTS = 8;

  private final CommandContext<C, S, E, R> context;
  private final CommandIds commandIds;
  private final StreamCache<S, E> cache;
  private final Settings settings;

  public CommandHandler(Decider<C, S, E, R> decider, EventStore<S, E> store, Host host) {
    this(decider, store, host, Settings.DEFAULTS);
  }

  public CommandHandler(
      Decider<C, S, E, R> decider, EventStore<S, E> store, Host host, Settings settings) {
    this.context = new CommandContext<>(decider, store, host);
    this.commandIds = new CommandIds(host.random());
    this.cache = new StreamCache<>(settings.cachedStreams(), host);
    this.settings = settings;
  }

  /**
   * Carries out a command.
   *
   * @throws TooManyConflictsException when every attempt lost its race, or the deadline came before
   *     the next one; nothing was stored
   * @throws UnavailableException when the store does not answer in time; it says whether the
   *     command may have taken effect. Repeating it with the same stamp is safe
   * @throws CommitTooLargeException when its events are too large; nothing was stored
   * @throws UnpublishableTextException when its events, or what goes with them, hold text that no
   *     transport can carry; nothing was stored
   * @throws UnreadableEventException when the stream holds an event that the codec cannot read, or
   *     has a break, in what had to be read; nothing was stored
   * @throws InterruptedWaitException when interrupted while waiting for its turn or to try again;
   *     it says whether the command may have taken effect
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
   * Carries out commands side by side. Those of one stream are carried out in their order, each for
   * itself: one that fails or is refused does not stop the next.
   *
   * @param requests at most {@value #MAX_BATCH}. One without a deadline has the handler's time
   *     limit from its own turn on, so give deadlines to many commands on one stream
   * @return what became of each, in the same order
   */
  public List<BatchItem<E, R>> handleAll(List<CommandRequest<C>> requests) {
    if (requests.size() > MAX_BATCH) {
      throw new IllegalArgumentException(
          "A batch has at most " + MAX_BATCH + " commands, not " + requests.size());
    }
    return new CommandBatch<>(this, List.copyOf(requests)).run();
  }

  /**
   * What a handler may keep and how long it may try.
   *
   * @param cachedStreams how many streams' heads are kept, about: their states, and the events of
   *     their last commits, whatever their size. 0 for none; then every command loads, and commands
   *     on one stream collide instead of taking turns
   * @param timeLimit for a command whose request has no deadline
   */
  public record Settings(int cachedStreams, Duration timeLimit) {
    /** 1,000 streams and ten seconds. */
    public static final Settings DEFAULTS = new Settings(1_000, Duration.ofSeconds(10));

    public Settings {
      if (cachedStreams < 0) {
        throw new IllegalArgumentException("A negative number of cached streams");
      }
    }
  }
}
