package dev.headwater.audit;

import dev.headwater.host.UnavailableException;
import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A projection's views in one store, for an audit that verifies and repairs all of them. Projectors
 * may keep writing meanwhile.
 *
 * <p>Every method throws {@link UnavailableException} if the store does not answer; the call may
 * then be repeated.
 */
public interface AuditableViews<V> {
  /** The name used in reports: that of the projection that writes these views. */
  String name();

  /** The store that a projector writes them to. */
  ViewStore<V> views();

  /** Estimates what saving views in that store would use. */
  WriteEstimator<V> estimator();

  /** The approximate number of views. */
  long approximateSize();

  /**
   * The stored views of these aggregates, including tombstones; an aggregate without one is absent.
   *
   * <p>Each view is read with strong consistency. Lists may lag behind it briefly.
   */
  Map<String, StoredView> read(Collection<String> aggregateIds);

  /**
   * The form in which a view would be stored and listed.
   *
   * @throws IllegalArgumentException if the view cannot be stored; the message quotes no content
   */
  StoredView form(String aggregateId, VersionedView<V> view);

  /**
   * A page of the ids for which the store has a view, in the store's own order. Views that change
   * meanwhile may be missed.
   *
   * @param after the {@link Page#next} of the previous page; {@code null} for the first
   * @param max the most ids of a page, up to 1,000
   */
  Page ids(@Nullable String after, int max);

  /**
   * Replaces a wrong view, provided that it is still stored.
   *
   * <p>A view that a projector stored meanwhile is never replaced by an older one. A store whose
   * versions can only rise deletes a view that is ahead instead; the right one can be stored once
   * the store has forgotten the deletion (see {@link #remembersRemoved}).
   *
   * @return false if nothing changed: something else is stored now, or the right view cannot be
   *     stored
   */
  boolean replace(String aggregateId, StoredView wrong, VersionedView<V> right);

  /**
   * Removes a view and its version, provided that it is still stored; false if it is not.
   *
   * <p>This is for an aggregate that does not exist: a tombstone would hide the view of one that is
   * created later under the same id.
   */
  boolean remove(String aggregateId, StoredView wrong);

  /** How long the store may refuse an older view after a view was removed. */
  default Duration remembersRemoved() {
    return Duration.ZERO;
  }

  /**
   * A page of aggregate ids.
   *
   * @param next where the next page begins; {@code null} on the last page
   */
  record Page(List<String> ids, @Nullable String next) {
    public Page {
      ids = List.copyOf(ids);
    }
  }
}
