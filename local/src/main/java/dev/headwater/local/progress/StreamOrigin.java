package dev.headwater.local.progress;

import org.jspecify.annotations.Nullable;

/**
 * Labels a thread that handles stream records, and the requests that it sends, so that
 * {@link OutstandingWork} knows what comes from records that are not settled. A function's thread has
 * the label during a call for a batch of records, its clients send it as a header
 * ({@link StreamOriginHeader}), and the bus carries it on to the queues.
 *
 * <p>What lacks the label only holds the low-water mark back longer. So a function may send from other
 * threads or with other clients. But a label must never be wrong: it is bound to the thread and taken
 * away when the call ends.
 */
public final class StreamOrigin {
    /** Of a labelled request; the bus and the queues look at it. */
    public static final String HEADER = "Headwater-Stream-Origin";

    private static final ThreadLocal<Boolean> LABEL = ThreadLocal.withInitial(() -> false);

    private StreamOrigin() {}

    /** Whether this thread handles stream records. */
    public static boolean isSet() {
        return LABEL.get();
    }

    /** Something to be done by this thread. */
    @FunctionalInterface
    public interface Task<T extends @Nullable Object, X extends Exception> {
        T run() throws X;
    }

    /** Runs a task with the label or without, whatever the thread has outside of it. */
    public static <T extends @Nullable Object, X extends Exception> T with(boolean label,
            Task<T, X> task) throws X {
        boolean outer = isSet();
        LABEL.set(label);
        try {
            return task.run();
        } finally {
            LABEL.set(outer);
        }
    }

    /** A task for another thread, with the label that this one has. */
    public static Runnable carried(Runnable task) {
        boolean label = isSet();
        return () -> StreamOrigin.<@Nullable Void, RuntimeException>with(label, () -> {
            task.run();
            return null;
        });
    }
}
