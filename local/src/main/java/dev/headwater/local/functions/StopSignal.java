package dev.headwater.local.functions;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks pollers to stop; what pauses wakes up for it. An interrupt counts as a request too. */
final class StopSignal {
    private final CountDownLatch latch = new CountDownLatch(1);

    void request() {
        latch.countDown();
    }

    boolean requested() {
        return latch.getCount() == 0 || Thread.currentThread().isInterrupted();
    }

    /** Waits, unless a stop is requested; {@code true} when it is. */
    boolean pause(Duration duration) {
        try {
            return latch.await(duration.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
