package dev.headwater.audit;

import dev.headwater.event.UnreadableEventException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Looks at claims until one is right, which shows that they are under the secret that was given, or
 * until {@value #ENOUGH_WRONG} are not. For all segments of a scan.
 */
final class SecretLook<S, E> implements StreamVisitor<S> {
  private static final int ENOUGH_WRONG = 1_000;

  private final ClaimEvidence<S, E> evidence;
  private final AtomicBoolean right = new AtomicBoolean();
  private final AtomicInteger wrong = new AtomicInteger();

  SecretLook(ClaimEvidence<S, E> evidence) {
    this.evidence = evidence;
  }

  /** Whether there are claims, and none that was looked at is right. */
  boolean foundAnother() {
    return !right.get() && wrong.get() > 0;
  }

  @Override
  public void claim(HeldClaim claim) {
    if (isEnough()) {
      return;
    }
    try {
      if (evidence.read(claim.owner()).claims().containsKey(claim.key())) {
        right.set(true);
      } else {
        wrong.incrementAndGet();
      }
    } catch (UnreadableEventException saysNothing) {
      // The audit tells of it.
    }
  }

  @Override
  public boolean isEnough() {
    return right.get() || wrong.get() >= ENOUGH_WRONG;
  }

  @Override
  public void stream(FoldedStream<S> stream) {}

  @Override
  public void unreadable(String partition, String reason) {}
}
