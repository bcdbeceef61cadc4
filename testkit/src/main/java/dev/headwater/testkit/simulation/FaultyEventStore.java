package dev.headwater.testkit.simulation;

import java.util.function.Supplier;

import dev.headwater.Append;
import dev.headwater.EventStore;
import dev.headwater.StreamEnd;
import dev.headwater.StreamId;
import dev.headwater.UnavailableException;
import org.jspecify.annotations.Nullable;

/** The events table over a bad network. */
record FaultyEventStore<S, E>(World<?, S, E, ?, ?> world, String who) implements EventStore<S, E> {
    private static final int MAX_LATENESS_MILLIS = 2_000;

    @Override
    public AppendResult<E> append(Append<S, E> append) {
        world.pause();
        Fault before = world.fault(Fault.THROTTLE, Fault.LOST_REQUEST, Fault.LATE_WRITE,
                Fault.CRASH);
        tell(before, "append");
        if (before == Fault.LATE_WRITE) {
            world.spawnWriter("late write", () -> {
                world.sleep(world.choices.below(MAX_LATENESS_MILLIS));
                world.table.append(append);
            });
        }
        stop(before, before != Fault.THROTTLE);
        AppendResult<E> result = world.table.append(append);
        world.pause();
        Fault after = world.fault(Fault.LOST_REPLY, Fault.CRASH);
        tell(after, "append, done,");
        stop(after, true);
        return result;
    }

    @Override
    public Page<E> read(StreamId stream, long afterVersion, int maxCommits) {
        return reading(() -> world.table.read(stream, afterVersion, maxCommits));
    }

    @Override
    public @Nullable StreamEnd<S, E> readEnd(StreamId stream) {
        return reading(() -> world.table.readEnd(stream));
    }

    private <T extends @Nullable Object> T reading(Supplier<T> read) {
        world.pause();
        Fault fault = world.fault(Fault.THROTTLE, Fault.LOST_REQUEST, Fault.CRASH);
        tell(fault, "read");
        stop(fault, false);
        T result = read.get();
        world.pause();
        return result;
    }

    private void tell(@Nullable Fault fault, String call) {
        if (fault != null) {
            world.story.line("{}: {} of {}", who, call, fault);
        }
    }

    private static void stop(@Nullable Fault fault, boolean mayHaveTakenEffect) {
        if (fault == Fault.CRASH) {
            throw new Crash();
        }
        if (fault != null) {
            throw new UnavailableException("No answer: " + fault, mayHaveTakenEffect, null);
        }
    }
}
