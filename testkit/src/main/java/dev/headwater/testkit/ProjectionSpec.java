package dev.headwater.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.RecordedEvent;
import dev.headwater.event.StreamId;
import dev.headwater.projection.Projection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A projection's behaviour in one sentence:
 *
 * <pre>{@code
 * ProjectionSpec.of(new BasketProjection())
 *         .given(new BasketOpened(), new ItemAdded("tea"))
 *         .thenView(new BasketView(List.of("tea"), false))
 *         .given(new Discarded())
 *         .thenRemoved();
 * }</pre>
 *
 * <p>Each {@code given} is one commit; the {@link History} holds versions and times. Immutable.
 */
public final class ProjectionSpec<V, E> {
  private final Projection<V, E> projection;
  private final History<E> history;

  private ProjectionSpec(Projection<V, E> projection, History<E> history) {
    this.projection = projection;
    this.history = history;
  }

  /** A stream {@code 1} of the projection's category, without events. */
  public static <V, E> ProjectionSpec<V, E> of(Projection<V, E> projection) {
    return of(projection, History.of(new StreamId(projection.category(), "1")));
  }

  /** A stream that has a history: for a view that shows ids, times or versions. */
  public static <V, E> ProjectionSpec<V, E> of(Projection<V, E> projection, History<E> history) {
    assertThat(history.stream().category()).as("category").isEqualTo(projection.category());
    return new ProjectionSpec<>(projection, history);
  }

  /** These events happen next, all together. */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public final ProjectionSpec<V, E> given(E... events) {
    return new ProjectionSpec<>(projection, history.commit(events));
  }

  /** The view is this one. */
  public ProjectionSpec<V, E> thenView(V expected) {
    assertThat(view()).as(description()).isEqualTo(expected);
    return this;
  }

  /** There is no view: it was removed, or never made. */
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
