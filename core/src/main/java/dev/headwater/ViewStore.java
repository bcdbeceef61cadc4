package dev.headwater;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where a projector keeps its views, one per aggregate.
 *
 * <p>Every adapter passes the {@code ViewStoreContract} of the test kit.
 */
public interface ViewStore<V> {
    /**
     * The stored views, tombstones included; what was never stored is absent from the answer.
     *
     * <p>Strongly consistent for each aggregate; no snapshot across several.
     *
     * @throws UnavailableException when the store does not answer
     */
    Map<String, VersionedView<V>> load(Collection<String> aggregateIds);

    /**
     * Stores each view if the stored version is still the expected one, independently of the
     * others: one conditional write per aggregate.
     *
     * @param changes at most one per aggregate
     * @return the aggregates whose stored version was another; nothing was written for them
     * @throws UnavailableException when the store does not answer; some of the views may be stored.
     *         Loading again shows which
     */
    Set<String> save(List<ViewChange<V>> changes);

    /** A view's next state. Its version is greater than the expected one. */
    record ViewChange<V>(String aggregateId, long expectedVersion, VersionedView<V> next) {
        public ViewChange {
            if (next.version() <= expectedVersion) {
                throw new IllegalArgumentException("A view moves forward: from version "
                        + expectedVersion + " to " + next.version() + " is not");
            }
        }
    }
}
