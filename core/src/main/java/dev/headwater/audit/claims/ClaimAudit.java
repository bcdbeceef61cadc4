package dev.headwater.audit.claims;

import dev.headwater.Decider;
import dev.headwater.audit.AuditSource;
import dev.headwater.audit.LogFold;
import dev.headwater.audit.ScanSettings;
import dev.headwater.audit.Segments;
import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Compares claims with what the streams' events lead to, and repairs what differs.
 *
 * <p>Commands may keep running. A finding is reported or repaired only if its stream did not move
 * while it was judged; one that moved is judged again, up to {@value ClaimJudge#MAX_TRIES} times.
 * An audit can be interrupted and run again at any time.
 *
 * <p>A claim that the events of two streams lead to, which can happen while claims are switched
 * off, is reported and not repaired: an operator has to decide which stream gives it up. If neither
 * has the claim, the first one judged gets it, so that no third stream can.
 *
 * <p>Claims of names that the decider does not declare stay as they are: they are another
 * decider's, or left over from a name that is no longer used.
 *
 * <p>A stream that cannot be read, or has a break, is reported once, and its claims stay as they
 * are.
 *
 * <p>Stored states are not trusted. Each stream is read once by the scan, and once more for each of
 * its claims. The events and the claims are each read within the read units that the settings
 * allow.
 */
public final class ClaimAudit<S, E> {
  private final String category;
  private final AuditSource<E> events;
  private final ClaimLedger ledger;
  private final Decider<?, S, E, ?> decider;
  private final Host host;

  /**
   * @param category of the decider's streams; others are left alone
   * @throws IllegalArgumentException if the decider makes no claims: there would be nothing to
   *     compare, and a repair would mark the ledger as filled
   */
  public ClaimAudit(
      String category,
      AuditSource<E> events,
      ClaimLedger ledger,
      Decider<?, S, E, ?> decider,
      Host host) {
    if (decider.claimNames().isEmpty()) {
      throw new IllegalArgumentException(
          "The decider makes no claims, so there is nothing to audit: use a decider whose"
              + " claimNames() are those to audit");
    }
    this.category = category;
    this.events = events;
    this.ledger = ledger;
    this.decider = decider;
    this.host = host;
  }

  /**
   * Where a run goes on after a slice of it.
   *
   * @param after the key of the claim after which the next page of claims begins; {@code null} for
   *     the first page
   * @param held whether the stored claims are still being judged; then come the streams
   * @param segments of the scan
   */
  public record Position(boolean held, @Nullable String after, Segments segments) {}

  /**
   * A part of a run.
   *
   * @param summary of this part
   * @param unsettled how many of its findings are {@link ClaimFinding.Kind#UNSETTLED}
   * @param next where the next part begins; {@code null} after the last
   */
  public record Slice(Summary summary, long unsettled, @Nullable Position next) {}

  /** Where a run begins. */
  public Position begin(ScanSettings settings) {
    return new Position(true, null, Segments.of(events.approximateItems(), settings));
  }

  /**
   * Reports what is wrong and changes nothing.
   *
   * @param findings receives one finding at a time
   * @throws UnavailableException when a store does not answer after several tries
   */
  public Summary check(ScanSettings settings, Consumer<ClaimFinding> findings) {
    return runWhole(settings, findings, false).summary();
  }

  /**
   * Repairs what can be repaired, and reports everything that was wrong. Then the ledger is marked
   * as filled, since it holds the claims of all events that can be read. It is not marked if a
   * stream kept moving ({@link ClaimFinding.Kind#UNSETTLED}): run the repair again.
   *
   * @param findings receives one finding at a time
   * @throws UnavailableException when a store does not answer after several tries; what was
   *     reported as repaired is repaired
   */
  public Summary repair(ScanSettings settings, Consumer<ClaimFinding> findings) {
    Slice whole = runWhole(settings, findings, true);
    if (whole.unsettled() == 0) {
      markFilled();
    }
    return whole.summary();
  }

  /**
   * Marks the ledger as filled: for those who repaired it in slices, the claims of all deciders
   * that share it included, without an {@link ClaimFinding.Kind#UNSETTLED} stream.
   */
  public void markFilled() {
    ledger.markFilled();
  }

  private Slice runWhole(
      ScanSettings settings, Consumer<ClaimFinding> findings, boolean repairing) {
    Slice total = new Slice(Summary.NONE, 0, begin(settings));
    while (total.next() != null) {
      Slice slice = run(total.next(), settings, repairing, findings);
      total =
          new Slice(
              total.summary().plus(slice.summary()),
              total.unsettled() + slice.unsettled(),
              slice.next());
    }
    return total;
  }

  /**
   * Runs until the settings say that it is over, but at least for a page of claims or a segment of
   * the scan. What was reported in an earlier slice is not remembered. A repair in slices ends with
   * {@link #markFilled}.
   *
   * @throws UnavailableException as {@link #check} and {@link #repair} do; the slice can then be
   *     run again
   */
  public Slice run(
      Position from, ScanSettings settings, boolean repairing, Consumer<ClaimFinding> findings) {
    ClaimTally tally = new ClaimTally(category, findings);
    AuditSource<E> source = events.within(settings.unitsPerSecond());
    ClaimEvidence<S, E> evidence = evidence(source, settings);
    var judge = new ClaimJudge<>(evidence, tally, host, repairing);
    Position position = from;
    while (position.held()) {
      position = judgePage(position, settings, evidence, judge, tally);
      if (settings.isOver().getAsBoolean()) {
        return slice(tally, position);
      }
    }
    tally.beginScan();
    Segments left =
        source.scan(
            position.segments(),
            settings,
            new StateFold<>(decider),
            () -> new ClaimVisitor<>(category, evidence, judge, tally));
    return slice(tally, left.isDone() ? null : new Position(false, null, left));
  }

  private static Slice slice(ClaimTally tally, @Nullable Position next) {
    return new Slice(tally.summary(), tally.unsettled(), next);
  }

  /**
   * Judges a page of the stored claims of the decider's names. Each needs a read of its owner's
   * log; these run in parallel.
   */
  private Position judgePage(
      Position position,
      ScanSettings settings,
      ClaimEvidence<S, E> evidence,
      ClaimJudge<S, E> judge,
      ClaimTally tally) {
    ClaimLedger.Page page = evidence.ledger().page(position.after(), settings.pageItems());
    page.unreadable().forEach(tally::reportUnreadable);
    host.parallelCalls()
        .callUntilFailure(
            page.claims().stream()
                .filter(evidence::covers)
                .<Supplier<Boolean>>map(claim -> () -> judged(claim, judge, tally))
                .toList());
    settings.progress().accept(page.claims().size() + page.unreadable().size());
    return new Position(page.next() != null, page.next(), position.segments());
  }

  private boolean judged(HeldClaim claim, ClaimJudge<S, E> judge, ClaimTally tally) {
    tally.countClaim();
    judge.judge(claim);
    return true;
  }

  private ClaimEvidence<S, E> evidence(AuditSource<E> source, ScanSettings settings) {
    return new ClaimEvidence<>(
        decider,
        new LogFold<>(source.log(), new StateFold<>(decider)),
        ledger.within(settings.unitsPerSecond()));
  }

  /** The approximate number of items that a run reads. */
  public long approximateSize() {
    return events.approximateItems() + ledger.approximateSize();
  }

  /**
   * The totals of an audit.
   *
   * @param streams how many were checked
   * @param claims how many were checked
   * @param wrong how many findings were reported
   * @param repaired how many of these were repaired
   */
  public record Summary(long streams, long claims, long wrong, long repaired) {
    /** Nothing was checked. */
    public static final Summary NONE = new Summary(0, 0, 0, 0);

    /** Both together. */
    public Summary plus(Summary other) {
      return new Summary(
          streams + other.streams,
          claims + other.claims,
          wrong + other.wrong,
          repaired + other.repaired);
    }

    /** How many findings were not repaired. */
    public long remaining() {
      return wrong - repaired;
    }
  }
}
