package dev.headwater.projection;

import dev.headwater.event.RecordedEvent;
import dev.headwater.event.UnreadableEventException;
import org.jspecify.annotations.Nullable;

/**
 * A read model as a pure fold of a stream's events. It does not know where its views are stored.
 * Safe for use by several threads, which fold different aggregates.
 *
 * @param <V> the view of one aggregate, an immutable record
 */
public interface Projection<V, E> {
  /** Names the read model in logs and metrics. */
  String name();

  /** The category of the streams that it folds. */
  String category();

  /** Rises whenever {@link #apply} changes its results: views of two revisions never mix. */
  int revision();

  /**
   * The view after the event.
   *
   * <p>Name every type of event: where {@code E} is sealed, by a {@code switch} without {@code
   * default}, for which a new type is a compile error and so never skipped by accident. For a type
   * that the read model skips, return {@code view} as it is. Its version moves nevertheless, so
   * that the next event is no gap, and a query that names this version is answered.
   *
   * <p>An event of a type or schema version that the codec does not know never comes here: it is an
   * {@link UnreadableEventException}, for which a {@link Projector} parks the aggregate, its view
   * at the version before, until the code knows it. What this method throws does the same.
   *
   * @param view {@code null} before the first event, and after the view was removed
   * @return {@code null} to remove the view
   */
  @Nullable V apply(@Nullable V view, RecordedEvent<E> event);
}
