package dev.headwater.query;

import dev.headwater.event.UnreadableEventException;
import dev.headwater.host.UnavailableException;
import dev.headwater.projection.FreshView;
import dev.headwater.projection.UnfoldableStreamException;
import dev.headwater.projection.VersionedView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refolds the {@linkplain dev.headwater.projection.VersionedView#foreign foreign} views of a page
 * from their streams, several at a time, so that no page shows one. Which views are on the page,
 * and in which order, still follows from the places that the index has for them: a rebuild corrects
 * that.
 *
 * <p>Costs nothing if the page has no foreign view, otherwise, for each foreign view, one log read
 * per page of its commits. A stream that this code cannot read or fold is logged and left out, so
 * that it does not stop the list.
 *
 * <p>Thread-safe.
 */
public record FreshPages<V>(FreshView<V, ?> fresh) {
  /** Each read holds a page of up to 1 MB. */
  private static final int MAX_READS_AT_ONCE = 10;

  private static final Logger LOG = LoggerFactory.getLogger(FreshPages.class);

  /**
   * The page, with each foreign view refolded.
   *
   * @param deadline no page of the log is read after it
   * @throws UnavailableException if the log does not answer in time
   */
  public <K> SortedPage<IndexedView<V, K>, K> of(
      SortedPage<IndexedView<V, K>, K> stored, Instant deadline) {
    List<Supplier<Optional<IndexedView<V, K>>>> reads = new ArrayList<>();
    for (IndexedView<V, K> entry : stored.entries()) {
      if (entry.view().foreign()) {
        reads.add(() -> fold(entry, deadline));
      }
    }
    if (reads.isEmpty()) {
      return stored;
    }
    var folded = fresh.host().parallelCalls().callEach(reads, MAX_READS_AT_ONCE).iterator();
    List<IndexedView<V, K>> entries = new ArrayList<>();
    for (IndexedView<V, K> entry : stored.entries()) {
      Optional<IndexedView<V, K>> shown =
          entry.view().foreign() ? folded.next() : Optional.of(entry);
      shown.ifPresent(entries::add);
    }
    return stored.with(entries);
  }

  private <K> Optional<IndexedView<V, K>> fold(IndexedView<V, K> entry, Instant deadline) {
    try {
      VersionedView<V> folded =
          fresh.of(entry.id(), entry.view(), entry.view().version(), deadline);
      return Optional.of(new IndexedView<>(entry.id(), entry.place(), folded));
    } catch (UnreadableEventException | UnfoldableStreamException e) {
      LOG.error("Left {} out of a page: {}", entry.id(), e.getMessage());
    } catch (IllegalArgumentException e) {
      LOG.error("Left {} out of a page: no stream can have this id", entry.id());
    }
    return Optional.empty();
  }
}
