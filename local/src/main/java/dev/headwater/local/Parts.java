package dev.headwater.local;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

/** What has been started so far; closed in reverse order, each part within a bound. */
final class Parts implements AutoCloseable {
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(20);

    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    synchronized <P extends AutoCloseable> P add(P part) {
        started.push(part);
        return part;
    }

    private synchronized @Nullable AutoCloseable takeLast() {
        return started.poll();
    }

    /** Closes everything because of a failure, which keeps what goes wrong on the way. */
    void closeAfter(Throwable failure) {
        try {
            close();
        } catch (LocalCloudException next) {
            failure.addSuppressed(next);
        }
    }

    @Override
    public void close() {
        LocalCloudException failure = null;
        for (AutoCloseable part = takeLast(); part != null; part = takeLast()) {
            try {
                close(part);
            } catch (ExecutionException | TimeoutException e) {
                var next = new LocalCloudException(
                        part.getClass().getSimpleName() + " did not stop: end the process.", e);
                if (failure == null) {
                    failure = next;
                } else {
                    failure.addSuppressed(next);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static void close(AutoCloseable part) throws ExecutionException, TimeoutException {
        var closing = new FutureTask<@Nullable Void>(() -> {
            part.close();
            return null;
        });
        Thread.ofVirtual().name("close " + part.getClass().getSimpleName()).start(closing);
        try {
            closing.get(CLOSE_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalCloudException("Interrupted while the local cloud stopped.", e);
        }
    }
}
