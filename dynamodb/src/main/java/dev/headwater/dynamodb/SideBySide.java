package dev.headwater.dynamodb;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import dev.headwater.InterruptedWaitException;
import org.jspecify.annotations.Nullable;

/** Blocking calls made at the same time, on virtual threads. */
final class SideBySide {
    static final int MAX_CALLS_AT_ONCE = 32;

    private SideBySide() {}

    /**
     * Makes all calls, but begins none after one has failed, and returns when each that was begun
     * has ended: their results in the order of the calls, or the exception of one that failed.
     */
    static <T> List<T> callUntilFailure(List<Supplier<T>> calls) {
        var failure = new AtomicReference<@Nullable RuntimeException>();
        return callEach(calls.stream()
                .<Supplier<T>>map(call -> () -> unlessFailed(call, failure))
                .toList());
    }

    private static <T> T unlessFailed(Supplier<T> call,
            AtomicReference<@Nullable RuntimeException> failure) {
        RuntimeException before = failure.get();
        if (before != null) {
            throw before;
        }
        try {
            return call.get();
        } catch (RuntimeException e) {
            failure.set(e);
            throw e;
        }
    }

    /**
     * Makes all calls, whatever becomes of the others, and returns when each has ended: their
     * results in the order of the calls, or the first one's exception.
     */
    static <T> List<T> callEach(List<Supplier<T>> calls) {
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
