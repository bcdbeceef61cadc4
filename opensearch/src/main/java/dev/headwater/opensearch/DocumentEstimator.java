package dev.headwater.opensearch;

import dev.headwater.audit.WriteEstimator;
import dev.headwater.host.UnavailableException;
import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore.ViewChange;
import java.util.Collection;
import java.util.Map;

/** Counts the documents that a save would write, even into an index that is not there yet. */
record DocumentEstimator<V>(OpenSearchReadModel<V> model) implements WriteEstimator<V> {
  @Override
  public Loaded<V> load(Collection<String> aggregateIds) {
    return new Documents<>(model, views(aggregateIds));
  }

  private Map<String, VersionedView<V>> views(Collection<String> aggregateIds) {
    try {
      return model.views().load(aggregateIds);
    } catch (UnavailableException e) {
      if (OpenSearchIndices.isMissing(e)) {
        return Map.of();
      }
      throw e;
    }
  }

  /** One request takes them all. */
  @Override
  public int savedAtOnce() {
    return OpenSearchIndex.MAX_DOCUMENTS;
  }

  private record Documents<V>(OpenSearchReadModel<V> model, Map<String, VersionedView<V>> views)
      implements Loaded<V> {
    @Override
    public WriteCost cost(ViewChange<V> change) {
      model.form(change.aggregateId(), change.next());
      return new WriteCost(0, 0, 1);
    }
  }
}
