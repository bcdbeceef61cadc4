package dev.headwater.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.RecordedEvent;
import dev.headwater.event.StreamId;
import dev.headwater.projection.Projection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Specifies the behaviour of a projection in one sentence:
 *
 * <pre>{@code
 * ProjectionSpec.of(new BasketProjection())
 *         .given(new BasketOpened(), new ItemAdded("tea"))
 *         .thenView(new BasketView(List.of("tea"), false))
 *         .given(new Discarded())
 *         .thenRemoved();
 * }</pre>
 *
 * <p>Each {@code given} is one commit; a {@link History} sets versions and times. Immutable.
 */
public final class ProjectionSpec<V, E> {
  private final Projection<V, E> projection;
  private final History<E> history;

  private ProjectionSpec(Projection<V, E> projection, History<E> history) {
    this.projection = projection;
    this.history = history;
  }

  /** Starts with an empty stream whose id is {@code 1}. */
  public static <V, E> ProjectionSpec<V, E> of(Projection<V, E> projection) {
    return of(projection, History.of(new StreamId("SPEC", "1")));
  }

  /** Starts with a history, for views that show ids, times or versions. */
  public static <V, E> ProjectionSpec<V, E> of(Projection<V, E> projection, History<E> history) {
    return new ProjectionSpec<>(projection, history);
  }

  /** Adds these events as one commit. */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public final ProjectionSpec<V, E> given(E... events) {
    return new ProjectionSpec<>(projection, history.commit(events));
  }

  /** Expects this view. */
  public ProjectionSpec<V, E> thenView(V expected) {
    assertThat(view()).as(description()).isEqualTo(expected);
    return this;
  }

  /** Expects no view: it was removed, or never created. */
  public ProjectionSpec<V, E> thenRemoved() {
    assertThat(view()).as(description()).isNull();
    return this;
  }

  private @Nullable V view() {
    V view = null;
    for (RecordedEvent<E> event : history.events()) {
      view = projection.apply(view, event);
    }
    return view;
  }

  private String description() {
    return history.events().stream()
        .map(event -> "version " + event.version() + ": " + event.event())
        .collect(Collectors.joining("\n      ", "given ", "\n then"));
  }
}
