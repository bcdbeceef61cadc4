package dev.headwater.service.http;

import dev.headwater.host.Deadline;
import dev.headwater.projection.FreshView;
import dev.headwater.projection.VersionedView;
import dev.headwater.query.FreshPages;
import dev.headwater.query.IndexedView;
import dev.headwater.query.SortedPage;
import dev.headwater.query.SortedPage.Bounds;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads views so that callers see their own writes, however far the views lag: at the version that
 * a command returned, or later. Costs one look-up, and a query of the log if the view is behind or
 * foreign.
 */
public final class OwnWrites<V> {
  private final Resource resource;
  private final Function<String, Optional<VersionedView<V>>> views;
  private final FreshView<V, ?> fresh;
  private final LongConsumer foreign;

  /**
   * @param views looks a stored view up by its id
   * @param foreign receives how many foreign views were met, if any
   */
  public OwnWrites(
      Resource resource,
      Function<String, Optional<VersionedView<V>>> views,
      FreshView<V, ?> fresh,
      LongConsumer foreign) {
    this.resource = resource;
    this.views = views;
    this.fresh = fresh;
    this.foreign = foreign;
  }

  /**
   * A view at the version that was seen, or later.
   *
   * @param deadline after it, no read is started
   * @throws ProblemException if the version does not exist
   * @throws dev.headwater.host.UnavailableException if the view cannot be read in time
   */
  public VersionedView<V> read(SeenVersion seen, Instant deadline) {
    Deadline.at(deadline, fresh.host()).require("look up the view of the " + resource.noun());
    VersionedView<V> stored = views.apply(seen.id()).orElse(VersionedView.absent());
    foreign.accept(stored.foreign() ? 1 : 0);
    VersionedView<V> view = fresh.of(seen.id(), stored, seen.version(), deadline);
    if (view.version() < seen.version()) {
      throw new ProblemException(resource.unknownVersion(view.version()));
    }
    return view;
  }

  /** The page, with each foreign view refolded. */
  public <K> SortedPage<IndexedView<V, K>, K> fresh(
      SortedPage<IndexedView<V, K>, K> stored, Instant deadline) {
    foreign.accept(stored.entries().stream().filter(entry -> entry.view().foreign()).count());
    return new FreshPages<>(fresh).of(stored, deadline);
  }

  /**
   * A page that shows the resource that the caller has seen, if any, in its place. The page and
   * that resource's view are read in parallel. Which of the two reads is newer does not matter: the
   * page shows the view only as it was read by itself.
   *
   * @throws ProblemException if the version that was seen does not exist
   */
  public <K> SortedPage<IndexedView<V, K>, K> page(
      @Nullable SeenVersion seen, StoredPage<V, K> page, Instant deadline) {
    return seen == null
        ? fresh(page.read().get(), deadline)
        : fresh
            .host()
            .parallelCalls()
            .callBoth(
                () -> fresh(without(seen.id(), page.read().get()), deadline),
                () -> read(seen, deadline),
                (stored, view) -> overlay(stored, seen.id(), view, page));
  }

  /** The one that was seen is read by itself. */
  private static <V, K> SortedPage<IndexedView<V, K>, K> without(
      String id, SortedPage<IndexedView<V, K>, K> page) {
    return page.with(page.entries().stream().filter(entry -> !entry.id().equals(id)).toList());
  }

  private static <V, K> SortedPage<IndexedView<V, K>, K> overlay(
      SortedPage<IndexedView<V, K>, K> stored,
      String seenId,
      VersionedView<V> seen,
      StoredPage<V, K> page) {
    V view = seen.view();
    return stored.overlay(
        entry -> entry.id().equals(seenId),
        view == null
            ? null
            : page.place()
                .apply(view)
                .map(place -> new IndexedView<>(seenId, place, seen))
                .orElse(null),
        page.bounds());
  }

  /**
   * A page of a list as it is stored.
   *
   * @param place of a view in the list; empty if it is not in it
   */
  public record StoredPage<V, K>(
      Supplier<SortedPage<IndexedView<V, K>, K>> read,
      Function<V, Optional<K>> place,
      Bounds<IndexedView<V, K>, K> bounds) {}
}
