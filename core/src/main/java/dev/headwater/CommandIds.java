package dev.headwater;

import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Ids for commands that came without one. They only have to differ from all others: 128 random bits
 * a process, then a count.
 */
final class CommandIds {
    private final String prefix;
    private final AtomicLong count = new AtomicLong();

    CommandIds(RandomGenerator random) {
        this.prefix = Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong())
                + '-';
    }

    CommandStamp next() {
        return new CommandStamp(prefix + count.incrementAndGet(), 0);
    }
}
