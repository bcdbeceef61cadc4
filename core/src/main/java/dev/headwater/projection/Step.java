package dev.headwater.projection;

import dev.headwater.host.InterruptedWaitException;
import dev.headwater.host.UnavailableException;
import dev.headwater.projection.ViewStore.ViewChange;
import java.time.Instant;
import java.util.List;

/**
 * What a round found out about an aggregate, or has to do about it. Folding returns steps, and so
 * does saving; {@link ProjectionRun} settles them in order.
 */
sealed interface Step<V> {
  /**
   * A view to save.
   *
   * @param missingSince the time of the first event that the stored view is missing
   */
  record Save<V>(Aggregate<V> aggregate, ViewChange<V> change, Instant missingSince)
      implements Step<V> {}

  /** The view was saved, in this round or in an earlier one whose reply was lost. */
  record Moved<V>(Save<V> save) implements Step<V> {}

  /** The stored view already shows every event; another writer may have just saved it. */
  record UpToDate<V>(Aggregate<V> aggregate) implements Step<V> {}

  /** The messages did not suffice, and the log was read. */
  record ReadLog<V>(Aggregate<V> aggregate) implements Step<V> {}

  /** The deadline passed before the fold began or reached the stream head. */
  record OutOfTime<V>(Aggregate<V> aggregate) implements Step<V> {}

  /** The wait for the log was interrupted. */
  record Interrupted<V>(Aggregate<V> aggregate, InterruptedWaitException cause)
      implements Step<V> {}

  /** A store did not answer for these aggregates. */
  record Unanswered<V>(String store, List<Aggregate<V>> aggregates, UnavailableException failure)
      implements Step<V> {
    static <V> Unanswered<V> byLog(Aggregate<V> aggregate, UnavailableException failure) {
      return new Unanswered<>("the event log", List.of(aggregate), failure);
    }

    static <V> Unanswered<V> byViews(List<Aggregate<V>> aggregates, UnavailableException failure) {
      return new Unanswered<>("the view store", aggregates, failure);
    }
  }

  /** The aggregate has to be loaded and folded again, as after a lost race. */
  record StartOver<V>(Aggregate<V> aggregate) implements Step<V> {}

  /** No retry can help. */
  record Park<V>(Aggregate<V> aggregate, Failure failure) implements Step<V> {}
}
