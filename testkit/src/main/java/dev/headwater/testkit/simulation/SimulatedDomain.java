package dev.headwater.testkit.simulation;

import dev.headwater.CommandRequest;
import dev.headwater.Decider;
import dev.headwater.event.EventCodec;
import dev.headwater.projection.Projection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A domain, as far as a simulation needs to know it. What it makes of the same input is the same in
 * every process, so that a seed is: it draws by the {@link Choices} that it is given, and walks
 * through no set or map whose order differs between two processes, as that of {@code Set.of} does.
 */
public interface SimulatedDomain<C, S, E, R, V> {
  Decider<C, S, E, R> decider();

  EventCodec<E> codec();

  Projection<V, E> projection();

  /** The aggregates that commands go to, at least one: few, so that they are often in demand. */
  default List<String> aggregateIds() {
    return List.of("a", "b", "c");
  }

  /**
   * Any command to this aggregate. Its {@code toString} tells its whole content, as a record's
   * does: by that, a command that comes again is told from another one under the same id.
   *
   * @param choices what it is drawn by; nothing else may be random
   */
  C command(String aggregateId, Choices choices);

  /** Whether a command is sent as one that {@linkplain CommandRequest#asCreating() creates}. */
  default boolean creates(C command) {
    return false;
  }

  /**
   * What a view is listed under; {@code null} when it is in no list. Two aggregates have two
   * different keys.
   */
  @Nullable String listKey(String aggregateId, V view);
}
