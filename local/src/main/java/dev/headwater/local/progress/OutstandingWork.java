package dev.headwater.local.progress;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tracks the work that would be lost with this process: messages in memory (visible, delayed, in
 * flight) and pending asynchronous calls. {@link LowWaterMark} asks whether all work is drained
 * that may come from stream records before a cut.
 *
 * <p><b>Two sets</b> are enough for that. Work present at a {@link #cut} is <em>before</em> it.
 * Later work may have been caused by work before the cut, since a function that handles a message
 * can send others, for example a dead letter. So it counts as before the cut too, with one
 * exception: what is sent for stream records that a function is still handling comes from records
 * <em>after</em> the cut, because those before it are settled ({@link StreamOrigin}).
 *
 * <p><b>Order.</b> A message enters before its sender gets the response, and leaves only after its
 * handler has finished. So at least one link of every causal chain is present. A message that a
 * queue moves to another queue keeps its id and leaves only if it is stored there. An abandoned
 * attempt may still send messages, but no longer carries the label.
 *
 * <p><b>Bound.</b> Beyond {@value #MAX_ENTRIES} entries this stops tracking, and {@link #isDrained}
 * is false until the process ends.
 */
public final class OutstandingWork {
  static final int MAX_ENTRIES = 100_000;

  /** Far more than the number of sends whose response is in flight. */
  private static final int MAX_EARLY = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(OutstandingWork.class);

  private Set<String> before = new HashSet<>();
  private Set<String> after = new HashSet<>();

  /** Work that was handled before its sender got the response, and so left before it entered. */
  private final Set<String> early = new LinkedHashSet<>();

  private boolean overflowed;
  private boolean lost;

  /**
   * Adds work; call this before its sender gets the response.
   *
   * @param ofUnsettledRecords true only if it certainly comes from stream records in progress
   */
  public synchronized void enter(String id, boolean ofUnsettledRecords) {
    if (early.remove(id) || before.contains(id) || after.contains(id)) {
      return;
    }
    if (before.size() + after.size() >= MAX_ENTRIES) {
      overflow();
    } else {
      (ofUnsettledRecords ? after : before).add(id);
    }
  }

  /** Removes work whose handler has finished. */
  public synchronized void leave(String id) {
    if (!before.remove(id) && !after.remove(id)) {
      early.add(id);
      if (early.size() > MAX_EARLY) {
        early.remove(early.iterator().next());
      }
    }
  }

  /** Records that accepted work will never be delivered; {@link #isDrained} stays false. */
  public synchronized void recordLoss() {
    lost = true;
  }

  public synchronized boolean isLost() {
    return lost;
  }

  /** Whether all work that may come from records before the last cut has left. */
  public synchronized boolean isDrained() {
    return before.isEmpty() && !overflowed && !lost;
  }

  /** Declares all current work to be before the cut. */
  public synchronized void cut() {
    if (before.isEmpty()) {
      Set<String> empty = before;
      before = after;
      after = empty;
    } else {
      before.addAll(after);
      after.clear();
    }
  }

  private void overflow() {
    if (!overflowed) {
      overflowed = true;
      LOG.warn(
          "More than {} messages are waiting: if this process is killed, the next start reads the"
              + " streams again from their current positions",
          MAX_ENTRIES);
    }
  }
}
