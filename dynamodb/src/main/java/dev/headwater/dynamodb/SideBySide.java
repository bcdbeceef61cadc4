package dev.headwater.dynamodb;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

import dev.headwater.InterruptedWaitException;

/** Blocking calls made at the same time, on virtual threads. */
final class SideBySide {
    static final int MAX_CALLS_AT_ONCE = 32;

    private SideBySide() {}

    /**
     * Makes all calls, and returns when each has ended: their results in the order of the calls, or
     * the first one's exception.
     */
    static <T> List<T> call(List<Supplier<T>> calls) {
        if (calls.size() <= 1) {
            return calls.stream().map(Supplier::get).toList();
        }
        int threads = Math.min(calls.size(), MAX_CALLS_AT_ONCE);
        try (ExecutorService executor = Executors.newFixedThreadPool(threads,
                Thread.ofVirtual().factory())) {
            return executor.invokeAll(calls.stream().map(SideBySide::callable).toList())
                    .stream()
                    .map(SideBySide::result)
                    .toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedWaitException(e);
        }
    }

    private static <T> Callable<T> callable(Supplier<T> call) {
        return call::get;
    }

    /** Suppliers throw nothing checked. */
    private static <T> T result(Future<T> ended) {
        if (ended.state() == Future.State.FAILED) {
            switch (ended.exceptionNow()) {
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case Throwable e -> throw new AssertionError(e);
            }
        }
        return ended.resultNow();
    }
}
