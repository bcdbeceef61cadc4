package dev.headwater.testkit;

import java.util.HashSet;
import java.util.Set;

import dev.headwater.EventLog;
import dev.headwater.StreamId;
import dev.headwater.UnavailableException;

/** An event log that counts its reads and does not answer for some streams. */
final class FlakyLog<E> implements EventLog<E> {
    final Set<StreamId> silent = new HashSet<>();
    private final EventLog<E> log;
    private int reads;

    FlakyLog(EventLog<E> log) {
        this.log = log;
    }

    int reads() {
        return reads;
    }

    @Override
    public Page<E> read(StreamId stream, long afterVersion, int maxCommits) {
        reads++;
        if (silent.contains(stream)) {
            throw new UnavailableException("No answer", false, new IllegalStateException());
        }
        return log.read(stream, afterVersion, maxCommits);
    }
}
