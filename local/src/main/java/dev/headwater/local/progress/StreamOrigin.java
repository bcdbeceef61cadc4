package dev.headwater.local.progress;

import org.jspecify.annotations.Nullable;

/**
 * Labels the handling of stream records, and the requests that it sends, so that {@link
 * OutstandingWork} knows what comes from records that are not settled. A call of a function for a
 * batch of records has the label, in its own thread and in those that it starts. Its clients send
 * it as a header ({@link StreamOriginHeader}), and the bus carries it on to the queues.
 *
 * <p>What lacks the label only holds the low-water mark back longer. So a function may send from
 * threads that it had before, or with other clients. But a label must never be wrong: it ends with
 * the call, also in threads that outlive the call or were given up. One way to a wrong label is
 * left: a thread that a call has started and that, while the call lasts, works for another one.
 */
public final class StreamOrigin {
  /** Of a labelled request; the bus and the queues look at it. */
  public static final String HEADER = "Headwater-Stream-Origin";

  private static final StreamOrigin NONE = new StreamOrigin(true);
  private static final ThreadLocal<StreamOrigin> CURRENT =
      new InheritableThreadLocal<>() {
        @Override
        protected StreamOrigin initialValue() {
          return NONE;
        }
      };

  private volatile boolean ended;

  private StreamOrigin(boolean ended) {
    this.ended = ended;
  }

  /** Whether this thread handles stream records. */
  public static boolean isSet() {
    return !CURRENT.get().ended;
  }

  /** What this thread handles, for another thread to go on with. */
  public static StreamOrigin current() {
    return CURRENT.get();
  }

  /** Something to be done by this thread. */
  @FunctionalInterface
  public interface Task<T extends @Nullable Object, X extends Exception> {
    T run() throws X;
  }

  /** Runs a task with the label or without, whatever the thread has outside of it. */
  public static <T extends @Nullable Object, X extends Exception> T with(
      boolean label, Task<T, X> task) throws X {
    StreamOrigin origin = label ? new StreamOrigin(false) : NONE;
    try {
      return origin.run(task);
    } finally {
      origin.ended = true;
    }
  }

  /** Runs a task as a part of this, until this ends where it began. */
  public <T extends @Nullable Object, X extends Exception> T run(Task<T, X> task) throws X {
    StreamOrigin outer = CURRENT.get();
    CURRENT.set(this);
    try {
      return task.run();
    } finally {
      CURRENT.set(outer);
    }
  }
}
