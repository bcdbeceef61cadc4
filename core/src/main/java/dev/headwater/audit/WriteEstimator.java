package dev.headwater.audit;

import dev.headwater.host.UnavailableException;
import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore.ViewChange;
import java.util.Collection;
import java.util.Map;

/** Works out what saving views in one store would use, and saves nothing. */
public interface WriteEstimator<V> {
  /**
   * Loads stored views exactly as {@link dev.headwater.projection.ViewStore#load} does, at the same
   * cost. A store that will be created before the first save has none.
   *
   * @throws UnavailableException if the store does not answer
   */
  Loaded<V> load(Collection<String> aggregateIds);

  /** The most views that one round trip to the store saves. */
  int savedAtOnce();

  /** A batch of stored views, with what an estimate needs of them. */
  interface Loaded<V> {
    Map<String, VersionedView<V>> views();

    /**
     * What saving this change over the loaded view would use.
     *
     * @throws IllegalArgumentException if the store would refuse the view; the message quotes no
     *     content
     */
    WriteCost cost(ViewChange<V> change);
  }

  /**
   * What writes use.
   *
   * @param viewUnits write capacity units of the items themselves
   * @param listUnits write capacity units of the lists that the views are in, move to or leave
   * @param documents search documents
   */
  record WriteCost(long viewUnits, long listUnits, long documents) {
    /** Of nothing. */
    public static final WriteCost NONE = new WriteCost(0, 0, 0);

    /** The capacity units of both. */
    public long units() {
      return viewUnits + listUnits;
    }

    /** Both together. */
    public WriteCost plus(WriteCost other) {
      return new WriteCost(
          viewUnits + other.viewUnits, listUnits + other.listUnits, documents + other.documents);
    }
  }
}
