package dev.headwater.audit;

import dev.headwater.Decider;
import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Compares the claims in a table with what the streams' events lead to, and mends what differs.
 *
 * <p>Commands may go on meanwhile. Nothing is told, and nothing mended, that was not true of a
 * stream while it stood still: a stream that moves while it is judged is judged again, up to
 * {@value ClaimJudge#MAX_TRIES} times. Running it again is safe, and so is breaking it off.
 *
 * <p>A claim that two streams came to, as they may while claims are switched off, is told and not
 * mended: which of them should give it up is not for a program to say. If neither has it, the one
 * that comes first gets it, and so a third cannot.
 *
 * <p>A stream that cannot be read, or has a break, is told once. Nobody knows what it leads to, so
 * its claims stay as they are.
 *
 * <p>Stored states are not trusted. Every stream is read once by the scan, and once more for each
 * claim that it has. All of it keeps within the read units that the settings allow.
 */
public final class ClaimAudit<S, E> {
  private final AuditSource<E> events;
  private final ClaimLedger ledger;
  private final Decider<?, S, E, ?> decider;
  private final Host host;

  public ClaimAudit(
      AuditSource<E> events, ClaimLedger ledger, Decider<?, S, E, ?> decider, Host host) {
    this.events = events;
    this.ledger = ledger;
    this.decider = decider;
    this.host = host;
  }

  /**
   * Tells what is wrong and changes nothing.
   *
   * @param findings is told each finding, one at a time
   * @throws UnavailableException when DynamoDB does not answer, tried again several times
   */
  public Summary check(ScanSettings settings, Consumer<ClaimFinding> findings) {
    return run(settings, findings, false);
  }

  /**
   * Mends what can be mended, and tells all that was wrong. Looks at claims first, until one is
   * right: under another secret all that are right would be removed.
   *
   * @return empty, with nothing told or changed, when there are claims and none that was looked at
   *     is right
   * @param findings is told each finding, one at a time
   * @throws UnavailableException when DynamoDB does not answer, tried again several times; what was
   *     told as mended is mended
   */
  public Optional<Summary> repair(ScanSettings settings, Consumer<ClaimFinding> findings) {
    return isUnderAnotherSecret(settings)
        ? Optional.empty()
        : Optional.of(run(settings, findings, true));
  }

  /**
   * Mends like {@link #repair}, also where no claim is right: replaces those under an earlier
   * secret. Broken off, it may be run again.
   *
   * @param findings is told each finding, one at a time
   * @throws UnavailableException when DynamoDB does not answer, tried again several times; what was
   *     told as mended is mended
   */
  public Summary renew(ScanSettings settings, Consumer<ClaimFinding> findings) {
    return run(settings, findings, true);
  }

  private boolean isUnderAnotherSecret(ScanSettings settings) {
    AuditSource<E> source = events.within(settings.unitsPerSecond());
    SecretLook<S, E> look = new SecretLook<>(evidence(source, settings));
    source.scan(settings.withoutProgress(), new StateFold<>(decider), () -> look);
    return look.foundAnother();
  }

  private Summary run(ScanSettings settings, Consumer<ClaimFinding> findings, boolean mending) {
    ClaimTally tally = new ClaimTally(findings);
    AuditSource<E> source = events.within(settings.unitsPerSecond());
    ClaimEvidence<S, E> evidence = evidence(source, settings);
    var judge = new ClaimJudge<>(evidence, tally, host, mending);
    source.scan(
        settings,
        new StateFold<>(decider),
        () -> new ClaimVisitor<>(evidence, judge, tally, host.parallelCalls()));
    return tally.summary();
  }

  private ClaimEvidence<S, E> evidence(AuditSource<E> source, ScanSettings settings) {
    return new ClaimEvidence<>(
        decider,
        new LogFold<>(source.log(), new StateFold<>(decider)),
        ledger.within(settings.unitsPerSecond()));
  }

  /** About how many items a run goes through. */
  public long approximateSize() {
    return events.approximateItems();
  }

  /**
   * What an audit came to.
   *
   * @param streams how many were looked at
   * @param claims how many were looked at
   * @param held how many streams were found to have all their claims
   * @param wrong how many findings were told
   * @param mended how many of these are right now
   */
  public record Summary(long streams, long claims, long held, long wrong, long mended) {
    /** How many findings are still true. */
    public long remaining() {
      return wrong - mended;
    }
  }
}
