package dev.headwater.service.operations.internal.letters;

import dev.headwater.dynamodb.operations.LetterArchive;
import dev.headwater.eventbridge.DeadLetter;
import dev.headwater.eventbridge.DeadLetters;
import dev.headwater.eventbridge.LetterSweep;
import dev.headwater.host.Host;
import dev.headwater.service.operations.internal.InOrder;
import dev.headwater.service.operations.internal.OperationException;
import dev.headwater.service.operations.internal.Slice;
import dev.headwater.service.operations.internal.SlicedOperation;
import dev.headwater.service.operations.internal.Totals;
import dev.headwater.service.operations.internal.letters.LettersRequest.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Does something with the letters of a service's dead-letter queues, one queue after another, in
 * passes of a few seconds. SQS cannot be read from a position, so each pass begins afresh.
 *
 * <p>A pass over a queue that grows quickly may never come to its end. So passes only go on as long
 * as they settle letters that were there at the beginning, however many new ones they settle.
 */
public final class LetterOperation implements SlicedOperation {
  /** Well below the time for which letters are hidden from others. */
  private static final Duration PASS = Duration.ofSeconds(15);

  /** SQS delivers no more once 120,000 messages of a queue are hidden. */
  private static final int MOST_HELD = 50_000;

  /** Passes in a row that settle no letter that was there at the beginning. */
  private static final int MOST_IN_VAIN = 3;

  private static final Duration LAST_CALLS = Duration.ofSeconds(60);
  private static final Duration RESUMABLE = Duration.ofDays(1);

  private final List<DeadLetters> queues;
  private final LetterArchive archive;
  private final Host host;
  private final LettersRequest request;
  private final Caller caller;
  private final InOrder<Position> parts;

  /** The run, and who asked for it. */
  public record Caller(String run, String by) {}

  /**
   * Where a run goes on in a queue.
   *
   * @param begunMillis when the first pass began
   * @param pass the number of the next pass
   * @param inVain how many passes in a row settled no letter that was there then
   * @param after the last archived letter that was seen; {@code null} of a queue
   */
  record Position(long begunMillis, int pass, int inVain, @Nullable String after) {}

  /**
   * @param all the service's dead-letter queues
   * @throws OperationException if the request names a queue that is not one of them
   */
  public LetterOperation(
      List<DeadLetters> all,
      LetterArchive archive,
      Host host,
      LettersRequest request,
      Caller caller) {
    this.queues = chosen(all, request);
    this.archive = archive;
    this.host = host;
    this.request = request;
    this.caller = caller;
    this.parts =
        new InOrder<>(
            Position.class, queues.stream().<InOrder.Part<Position>>map(Queue::new).toList());
  }

  private static List<DeadLetters> chosen(List<DeadLetters> all, LettersRequest request) {
    List<DeadLetters> chosen =
        all.stream()
            .filter(each -> request.queue() == null || request.queue().equals(each.name()))
            .toList();
    if (chosen.isEmpty()) {
      throw OperationException.invalid(
          "There is no such dead-letter queue; there are "
              + all.stream().map(DeadLetters::name).toList());
    }
    return chosen;
  }

  @Override
  public long expectedItems() {
    return request.fromArchive() || request.action() == Action.DROPPED
        ? 0
        : queues.stream().mapToLong(each -> each.queue().approximateSize()).sum();
  }

  @Override
  public Duration reserve() {
    return LAST_CALLS;
  }

  @Override
  public Duration resumable() {
    return RESUMABLE;
  }

  @Override
  public @Nullable ObjectNode run(@Nullable ObjectNode from, Slice slice, Totals totals) {
    if (request.action() == Action.DROPPED) {
      archive.drops(request.most()).forEach(drop -> slice.findings().add(LetterJson.of(drop)));
      return null;
    }
    return parts.run(from, slice, totals);
  }

  /** The letters of one queue. */
  private final class Queue implements InOrder.Part<Position> {
    private final DeadLetters letters;

    Queue(DeadLetters letters) {
      this.letters = letters;
    }

    @Override
    public Position begin(Slice slice) {
      return new Position(host.clock().millis(), 0, 0, null);
    }

    @Override
    public @Nullable Position run(Position from, Slice slice, Totals totals) {
      try (SettledLetters sweep =
          new SettledLetters(sweep(from), Instant.ofEpochMilli(from.begunMillis()))) {
        LetterAction action = action(from, sweep, slice, totals);
        boolean whole = isWhole(action, sweep, slice);
        action.end(whole);
        if (whole && action.left() == 0) {
          return null;
        }
        int inVain = sweep.settledOld() > 0 ? 0 : from.inVain() + 1;
        String after = whole ? null : sweep.lastArchived();
        if (!isLook() && (after != null || inVain < MOST_IN_VAIN)) {
          return new Position(from.begunMillis(), from.pass() + 1, inVain, after);
        }
        totals.add("left", action.left());
        totals.add("incomplete", whole ? 0 : 1);
        return null;
      }
    }

    /**
     * Whether it saw every letter. It looks again after counting the hidden letters: another reader
     * may have given some back just before the count.
     */
    private boolean isWhole(LetterAction action, LetterSweep sweep, Slice slice) {
      Instant end = host.clock().instant().plus(PASS);
      return readToEnd(action, sweep, slice, end)
          && (request.fromArchive()
              || (othersHideNone(sweep)
                  && readToEnd(action, sweep, slice, end)
                  && othersHideNone(sweep)));
    }

    /** Letters that another reader, or a run that was killed, has received show up again later. */
    private boolean othersHideNone(LetterSweep sweep) {
      return letters.queue().approximateHidden() <= sweep.held();
    }

    /** Whether it saw every letter that is visible. */
    private boolean readToEnd(LetterAction action, LetterSweep sweep, Slice slice, Instant end) {
      do {
        List<DeadLetter> next = sweep.next();
        if (next.isEmpty()) {
          return true;
        }
        slice.read().addAndGet(next.size());
        List<DeadLetter> selected = new ArrayList<>();
        List<DeadLetter> others = new ArrayList<>();
        next.forEach(letter -> (request.selects(letter) ? selected : others).add(letter));
        action.take(selected, others);
      } while (sweep.held() < MOST_HELD && host.clock().instant().isBefore(end));
      return false;
    }

    private boolean isLook() {
      return request.action() == Action.LIST || request.action() == Action.SHOW;
    }

    private LetterSweep sweep(Position from) {
      return request.fromArchive()
          ? new ArchiveSweep(archive, letters.name(), host, from.after())
          : letters.queue().sweep();
    }

    private LetterAction action(Position from, LetterSweep sweep, Slice slice, Totals totals) {
      return switch (request.action()) {
        case LIST -> new ListAction(letters, slice.findings(), totals);
        case SHOW, DROPPED -> new ShowAction(letters, request, slice.findings(), totals);
        case REDRIVE ->
            new RedriveAction(
                letters,
                sweep,
                slice.findings(),
                totals,
                RedriveMark.draw(caller.run(), from.pass(), host.random()),
                host);
        case DROP ->
            new MoveAction(
                sweep, totals, "dropped", new Dropping(letters, archive, request, host, caller));
        case ARCHIVE ->
            new MoveAction(sweep, totals, "archived", new Archiving(letters, archive, host));
        case UNARCHIVE -> new MoveAction(sweep, totals, "unarchived", new Unarchiving(letters));
      };
    }
  }
}
