package dev.headwater.local.progress;

import org.jspecify.annotations.Nullable;

/**
 * Labels the handling of stream records, and the requests sent meanwhile, so that {@link
 * OutstandingWork} recognises work of unsettled records. A function call for a batch of records
 * carries the label, in its own thread and in threads that it starts. SDK clients send it as a
 * header ({@link StreamOriginHeader}), and the bus passes it on to queues and functions.
 *
 * <p>A missing label only holds the low-water mark back longer, so a function may send from older
 * threads or with other clients. A wrong label would lose work, so the label ends with the call,
 * even in threads that outlive it. One case of a wrong label remains: a thread that one call starts
 * and that, during this call, works for another call.
 */
public final class StreamOrigin {
  /** The header of a labelled request, which the bus and the queues check. */
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

  /** This thread's label, to be continued in another thread with {@link #run}. */
  public static StreamOrigin current() {
    return CURRENT.get();
  }

  /** A task that may throw. */
  @FunctionalInterface
  public interface Task<T extends @Nullable Object, X extends Exception> {
    T run() throws X;
  }

  /** Runs a task with or without the label, whatever the calling thread's own label is. */
  public static <T extends @Nullable Object, X extends Exception> T with(
      boolean label, Task<T, X> task) throws X {
    StreamOrigin origin = label ? new StreamOrigin(false) : NONE;
    try {
      return origin.run(task);
    } finally {
      origin.ended = true;
    }
  }

  /** Runs a task under this label, which ends when the call that created it returns. */
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
