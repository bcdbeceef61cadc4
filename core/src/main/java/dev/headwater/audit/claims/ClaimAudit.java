package dev.headwater.audit.claims;

import dev.headwater.Decider;
import dev.headwater.audit.AuditSource;
import dev.headwater.audit.LogFold;
import dev.headwater.audit.ScanSettings;
import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

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
   * Reports what is wrong and changes nothing.
   *
   * @param findings receives one finding at a time
   * @throws UnavailableException when a store does not answer after several tries
   */
  public Summary check(ScanSettings settings, Consumer<ClaimFinding> findings) {
    return run(settings, findings, false).summary();
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
    return repairAll(List.of(this), settings, findings);
  }

  /**
   * Repairs the claims of several deciders in one ledger, as {@link #repair} does. The ledger is
   * marked only after all of them.
   *
   * @param audits with the same ledger
   */
  public static Summary repairAll(
      List<ClaimAudit<?, ?>> audits, ScanSettings settings, Consumer<ClaimFinding> findings) {
    Summary total = Summary.NONE;
    boolean settled = true;
    for (ClaimAudit<?, ?> audit : audits) {
      ClaimTally tally = audit.run(settings, findings, true);
      total = total.plus(tally.summary());
      settled &= tally.unsettled() == 0;
    }
    if (settled) {
      audits.forEach(audit -> audit.ledger.markFilled());
    }
    return total;
  }

  private ClaimTally run(
      ScanSettings settings, Consumer<ClaimFinding> findings, boolean repairing) {
    ClaimTally tally = new ClaimTally(findings);
    AuditSource<E> source = events.within(settings.unitsPerSecond());
    ClaimEvidence<S, E> evidence = evidence(source, settings);
    var judge = new ClaimJudge<>(evidence, tally, host, repairing);
    judgeHeld(evidence, settings, judge, tally);
    source.scan(
        settings,
        new StateFold<>(decider),
        () -> new ClaimVisitor<>(category, evidence, judge, tally));
    return tally;
  }

  /**
   * Judges the stored claims of the decider's names. Each needs a read of its owner's log; these
   * run in parallel.
   */
  private void judgeHeld(
      ClaimEvidence<S, E> evidence,
      ScanSettings settings,
      ClaimJudge<S, E> judge,
      ClaimTally tally) {
    String position = null;
    do {
      ClaimLedger.Page page = evidence.ledger().page(position, settings.pageItems());
      page.unreadable().forEach(tally::reportUnreadable);
      host.parallelCalls()
          .callUntilFailure(
              page.claims().stream()
                  .filter(evidence::covers)
                  .<Supplier<Boolean>>map(claim -> () -> judged(claim, judge, tally))
                  .toList());
      settings.progress().accept(page.claims().size() + page.unreadable().size());
      position = page.next();
    } while (position != null);
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
    private static final Summary NONE = new Summary(0, 0, 0, 0);

    private Summary plus(Summary other) {
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
