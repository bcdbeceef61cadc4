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
 * A projection's views in one store, for somebody who goes through all of them to verify and repair
 * them. Projectors may go on meanwhile.
 *
 * <p>Every method throws {@link UnavailableException} when the store does not answer; it may be
 * called again then.
 */
public interface AuditableViews<V> {
  /** Names it in what is told, as the projection that feeds it. */
  String name();

  /** Where a projector writes it. */
  ViewStore<V> views();

  /** About how many views there are. */
  long approximateSize();

  /**
   * What is stored for these aggregates, tombstones included; what is not is absent.
   *
   * <p>Strongly consistent for each view. Lists may lag behind it for a moment.
   */
  Map<String, StoredView> read(Collection<String> aggregateIds);

  /**
   * How a view would be stored, and listed.
   *
   * @throws IllegalArgumentException when it cannot be; the message names no content
   */
  StoredView form(String aggregateId, VersionedView<V> view);

  /**
   * A page of the aggregates that the store has a view of, in its own order. Views that change
   * meanwhile may be missed.
   *
   * @param after the {@link Page#next} of the page before; {@code null} for the first
   */
  Page ids(@Nullable String after);

  /**
   * Stores a view in place of one that is wrong, provided that the latter is still there.
   *
   * <p>What a projector stored meanwhile is never replaced by an older view. A store whose versions
   * only rise removes what is ahead of the view instead, so that the view can be stored when the
   * removal is forgotten.
   *
   * @return false when nothing was changed: something else is stored by now, or the view cannot be
   *     stored
   */
  boolean replace(String aggregateId, StoredView wrong, VersionedView<V> right);

  /**
   * Removes a view and its version, provided that it is still there. False when it is not.
   *
   * <p>For an aggregate that does not exist: a tombstone would hide one that is made later.
   */
  boolean remove(String aggregateId, StoredView wrong);

  /** For how long a removed view may keep an older one from being stored. */
  default Duration remembersRemoved() {
    return Duration.ZERO;
  }

  /**
   * Some aggregates of a store.
   *
   * @param next where the next page begins; {@code null} when nothing follows
   */
  record Page(List<String> ids, @Nullable String next) {
    public Page {
      ids = List.copyOf(ids);
    }
  }
}
