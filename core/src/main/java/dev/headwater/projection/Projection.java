package dev.headwater.projection;

import dev.headwater.event.RecordedEvent;
import dev.headwater.event.UnreadableEventException;
import org.jspecify.annotations.Nullable;

/**
 * A read model as a pure fold of a stream's events, independent of which streams these are and
 * where the views are stored: a {@link ViewDefinition} adds the name and the category. Must be
 * thread-safe: several threads fold different aggregates.
 *
 * @param <V> the view of one aggregate, an immutable record
 */
public interface Projection<V, E> {
  /**
   * Raise this whenever {@link #apply} changes its results. It is part of the {@linkplain
   * ViewDefinition#fingerprint fingerprint} of stored views. Those of another revision are neither
   * continued nor shown, but refolded from their streams, until {@code headwater rebuild} has
   * replaced them.
   */
  int revision();

  /**
   * The view after the event.
   *
   * <p>Handle every event type. If {@code E} is sealed, use a {@code switch} without {@code
   * default}, so that a new type is a compile error and never skipped by accident. For an event
   * that does not matter to the read model, return {@code view} unchanged. The view's version
   * advances anyway, so that the next event is not a gap and a query for this version can be
   * answered.
   *
   * <p>An event whose type or schema version the codec does not know never gets here: it causes an
   * {@link UnreadableEventException}, and the {@link Projector} parks the aggregate, leaving its
   * view at the version before, until the code can read it. An exception from this method has the
   * same effect.
   *
   * @param view {@code null} before the first event and after the view was removed
   * @return {@code null} to remove the view
   */
  @Nullable V apply(@Nullable V view, RecordedEvent<E> event);
}
