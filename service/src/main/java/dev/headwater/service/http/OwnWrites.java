package dev.headwater.service.http;

import dev.headwater.host.Deadline;
import dev.headwater.projection.FreshView;
import dev.headwater.projection.UnreadableViewException;
import dev.headwater.projection.VersionedView;
import dev.headwater.query.SortedPage;
import dev.headwater.query.SortedPage.Bounds;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads views so that callers see their own writes, however far the views lag: at the version that
 * a command returned, or later. Costs one look-up, and a query of the log if the view is behind or
 * unreadable.
 */
public final class OwnWrites<V> {
  private static final Logger LOG = LoggerFactory.getLogger(OwnWrites.class);

  private final Resource resource;
  private final Function<V, String> id;
  private final Function<String, Optional<VersionedView<V>>> views;
  private final FreshView<V, ?> fresh;

  /**
   * @param id returns the id of the resource that a view shows
   * @param views looks a stored view up by that id
   */
  public OwnWrites(
      Resource resource,
      Function<V, String> id,
      Function<String, Optional<VersionedView<V>>> views,
      FreshView<V, ?> fresh) {
    this.resource = resource;
    this.id = id;
    this.views = views;
    this.fresh = fresh;
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
    VersionedView<V> view = atLeast(seen, deadline);
    if (view.version() < seen.version()) {
      throw new ProblemException(resource.unknownVersion(view.version()));
    }
    return view;
  }

  /** If the stored view is unreadable, folds it anew, whatever the version. */
  private VersionedView<V> atLeast(SeenVersion seen, Instant deadline) {
    try {
      VersionedView<V> stored = views.apply(seen.id()).orElse(VersionedView.absent());
      return fresh.of(seen.id(), stored, seen.version(), deadline);
    } catch (UnreadableViewException damaged) {
      LOG.error("Reading the log instead: {}", damaged.getMessage());
      return fresh.of(seen.id(), VersionedView.absent(), Math.max(1, seen.version()), deadline);
    }
  }

  /**
   * A page that shows the resource that the caller has seen, if any, in its place. The page and
   * that resource's view are read in parallel. Which of the two reads is newer does not matter: the
   * page shows the view only as it was read by itself.
   *
   * @throws ProblemException if the version that was seen does not exist
   */
  public <K> SortedPage<VersionedView<V>, K> page(
      @Nullable SeenVersion seen, StoredPage<V, K> page, Instant deadline) {
    return seen == null
        ? page.read().get()
        : fresh
            .host()
            .parallelCalls()
            .callBoth(
                page.read(),
                () -> read(seen, deadline),
                (stored, view) -> overlay(stored, seen.id(), view, page));
  }

  private <K> SortedPage<VersionedView<V>, K> overlay(
      SortedPage<VersionedView<V>, K> stored,
      String seenId,
      VersionedView<V> seen,
      StoredPage<V, K> page) {
    return stored.overlay(
        entry -> entry.view() != null && id.apply(entry.view()).equals(seenId),
        seen.view() != null && page.includes().test(seen.view()) ? seen : null,
        page.bounds());
  }

  /**
   * A page of a list as it is stored.
   *
   * @param includes whether a view is in the list
   */
  public record StoredPage<V, K>(
      Supplier<SortedPage<VersionedView<V>, K>> read,
      Predicate<V> includes,
      Bounds<VersionedView<V>, K> bounds) {}
}
