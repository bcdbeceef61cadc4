package dev.headwater.local.progress;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What would be lost with this process: messages in queues (visible, delayed, received, dead
 * letters) and asynchronous calls that wait. {@link LowWaterMark} asks whether all has left that
 * may come from the stream records before a cut.
 *
 * <p><b>Two sets</b> are enough for that. What is here at a {@link #cut} is <em>before</em> it.
 * What enters later may have been caused by something before the cut: a function that handles a
 * message can send others, for example a dead letter. So it counts as before the cut, too, with one
 * exception. What a function sends for stream records that it is still handling comes from records
 * <em>after</em> the cut, since those before it were settled ({@link StreamOrigin}).
 *
 * <p><b>Order.</b> A message enters before its sender is answered, and leaves only when its handler
 * is done. So one link of a chain of causes is always here. A message that a queue moves to another
 * queue keeps its id, and does not leave. An attempt that was given up may still send something; it
 * has lost its label by then.
 *
 * <p><b>Bound.</b> At {@value #MAX_ENTRIES} entries this stops listing them, and {@link #hasLeft}
 * is false until the process ends.
 */
public final class OutstandingWork {
  static final int MAX_ENTRIES = 100_000;

  /** Far more than there are sends with an answer on its way. */
  private static final int MAX_EARLY = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(OutstandingWork.class);

  private Set<String> before = new HashSet<>();
  private Set<String> after = new HashSet<>();

  /** What was handled before its sender's answer, so that it left before it entered. */
  private final Set<String> early = new LinkedHashSet<>();

  private boolean overflown;
  private boolean lost;

  /**
   * Something is here; call this before its sender is answered.
   *
   * @param ofUnsettledRecords whether it surely comes from stream records that are being handled
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

  /** Its handler is done with it. */
  public synchronized void leave(String id) {
    if (!before.remove(id) && !after.remove(id)) {
      early.add(id);
      if (early.size() > MAX_EARLY) {
        early.remove(early.iterator().next());
      }
    }
  }

  /** Something that was accepted will not arrive. */
  public synchronized void lost() {
    lost = true;
  }

  public synchronized boolean isLost() {
    return lost;
  }

  /** Whether all has left that may come from records before the last cut. */
  public synchronized boolean hasLeft() {
    return before.isEmpty() && !overflown && !lost;
  }

  /** From now on, all that is here is before the cut. */
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
    if (!overflown) {
      overflown = true;
      LOG.warn(
          "More than {} messages wait: if this process is killed, the next start reads"
              + " the streams again from where they are now",
          MAX_ENTRIES);
    }
  }
}
