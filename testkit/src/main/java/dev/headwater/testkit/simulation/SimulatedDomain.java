package dev.headwater.testkit.simulation;

import dev.headwater.CommandRequest;
import dev.headwater.Decider;
import dev.headwater.event.EventCodec;
import dev.headwater.projection.ViewDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A domain to simulate. It must be deterministic across processes, so that a seed always gives the
 * same run: it draws only from the given {@link Choices}, and never iterates over a set or map
 * whose order differs between processes, such as {@code Set.of}.
 */
public interface SimulatedDomain<C, S, E, R, V> {
  Decider<C, S, E, R> decider();

  EventCodec<E> codec();

  ViewDefinition<V, E> view();

  /**
   * The views as another version of the code folds them: with another fingerprint, and with other
   * results, so that mixing the two is noticed. Consumers and queries of both work side by side. By
   * default, there is only one version.
   */
  default ViewDefinition<V, E> otherView() {
    return view();
  }

  /** The aggregates that receive commands, at least one. Few aggregates cause many conflicts. */
  default List<String> aggregateIds() {
    return List.of("a", "b", "c");
  }

  /**
   * Any command to this aggregate. Its {@code toString} must contain its whole content, as a
   * record's does, because the simulation uses it to distinguish a repeated command from another
   * one with the same id.
   *
   * @param choices the only source of randomness
   */
  C command(String aggregateId, Choices choices);

  /**
   * Whether the simulation sends a command {@linkplain CommandRequest#asCreating() as creating}.
   */
  default boolean creates(C command) {
    return false;
  }

  /** The key of a view in a list, unique per aggregate; {@code null} if the view is not listed. */
  @Nullable String listKey(String aggregateId, V view);
}
