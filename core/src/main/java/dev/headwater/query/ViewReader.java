package dev.headwater.query;

import dev.headwater.host.UnavailableException;
import dev.headwater.projection.VersionedView;
import java.time.Instant;
import java.util.Optional;

/**
 * Looks views up and lists them, for queries.
 *
 * <p>Eventually consistent: a view that was just saved may be missing, or appear as it was before.
 * {@link dev.headwater.projection.FreshView} makes up for that.
 *
 * <p>Every adapter must pass the test kit's {@code ViewReaderContract}.
 */
public interface ViewReader<V> {
  /**
   * The stored view of an aggregate, a tombstone or a {@linkplain VersionedView#foreign foreign}
   * view included; empty if none was ever stored.
   *
   * @throws UnavailableException if the store does not answer
   */
  Optional<VersionedView<V>> find(String aggregateId);

  /**
   * A page of some partitions of a list, read as one and ordered by {@link IndexEntry#sort}.
   *
   * <p>Pages are stable while views change: whatever was inserted, moved or removed meanwhile, a
   * view that stayed where it was is neither skipped nor repeated.
   *
   * @param deadline after it, no further request to the store is started
   * @throws IllegalArgumentException if the views have no list of that name
   * @throws UnavailableException if the store does not answer, or not in time
   */
  SortedPage<IndexedView<V, String>, String> list(ListRead read, Instant deadline);
}
