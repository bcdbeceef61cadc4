package dev.headwater.testkit.simulation;

import dev.headwater.Decider;
import dev.headwater.EventCodec;
import dev.headwater.Projection;
import org.jspecify.annotations.Nullable;

/** A domain, as far as a simulation needs to know it. */
public interface SimulatedDomain<C, S, E, R, V> {
    Decider<C, S, E, R> decider();

    EventCodec<E> codec();

    Projection<V, E> projection();

    /**
     * Any command to this aggregate.
     *
     * @param choices what it is drawn by; nothing else may be random
     */
    C command(String aggregateId, Choices choices);

    /**
     * What a view is listed under; {@code null} when it is in no list. Two aggregates have two
     * different keys.
     */
    @Nullable
    String listKey(String aggregateId, V view);
}
