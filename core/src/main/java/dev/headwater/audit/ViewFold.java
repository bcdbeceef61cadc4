package dev.headwater.audit;

import dev.headwater.event.Commit;
import dev.headwater.event.RecordedEvent;
import dev.headwater.event.StreamId;
import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds a stream into its view.
 *
 * @param earlier a version whose view is kept as well
 */
record ViewFold<V, E>(ViewDefinition<V, E> definition, long earlier)
    implements StreamFold<FoldedView<V>, E> {
  private static final Logger LOG = LoggerFactory.getLogger(ViewFold.class);

  @Override
  public FoldedView<V> begin(StreamId stream) {
    return FoldedView.none();
  }

  @Override
  public FoldedView<V> add(FoldedView<V> folded, Commit<E> commit) {
    if (folded.failed()) {
      return folded;
    }
    V view = folded.head().view();
    try {
      for (RecordedEvent<E> event : commit.recordedEvents()) {
        view = definition.projection().apply(view, event);
      }
    } catch (RuntimeException e) { // its message may quote an event
      LOG.error(
          "Projection {} cannot fold {} from version {}: {}",
          definition.name(),
          commit.stream(),
          commit.firstVersion(),
          e.getClass().getName());
      return folded.asFailed();
    }
    var next = new VersionedView<>(commit.lastVersion(), view);
    boolean removed = view == null && (folded.removed() || folded.head().view() != null);
    return new FoldedView<>(
        next, next.version() == earlier ? next : folded.earlier(), removed, false);
  }
}
