package dev.headwater;

import java.time.Instant;

/** A time by which a batch should be done with, on the clock of the machine. */
record Deadline(Host host, Instant time) {
    boolean hasPassed() {
        return !host.clock().instant().isBefore(time);
    }
}
