package dev.headwater;

import java.time.Duration;
import java.time.Instant;

/** A time by which work should be done with, on the clock of the machine. */
record Deadline(Host host, Instant time) {
    boolean hasPassed() {
        return !host.clock().instant().isBefore(time);
    }

    /** Negative once it has passed. */
    Duration remaining() {
        return Duration.between(host.clock().instant(), time);
    }
}
