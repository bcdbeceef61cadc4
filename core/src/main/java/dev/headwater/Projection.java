package dev.headwater;

import org.jspecify.annotations.Nullable;

/**
 * A read model as a pure fold of a stream's events. It does not know where its views are stored.
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
     * @param view {@code null} before the first event, and after the view was removed
     * @return {@code null} to remove the view
     */
    @Nullable
    V apply(@Nullable V view, RecordedEvent<E> event);
}
