package dev.headwater.projection;

import dev.headwater.host.UnavailableException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where a projector keeps its views, one per aggregate.
 *
 * <p>There are two kinds. A <em>conditional</em> store writes a view only over the version that the
 * writer expects. A <em>newest-wins</em> store writes a view over any older version, whatever the
 * writer expects; that is enough, because a view depends only on its stream, its version and the
 * projection, not on the writer.
 *
 * <p>Every adapter must pass the test kit's {@code ConditionalViewStoreContract} or {@code
 * NewestViewStoreContract}.
 */
public interface ViewStore<V> {
  /**
   * Whether this is a newest-wins store. A projector need not load a view from such a store if its
   * messages begin with the stream's first commit.
   */
  default boolean newestWins() {
    return false;
  }

  /**
   * Loads the stored views, tombstones and {@linkplain VersionedView#foreign foreign} ones
   * included; a view that was never stored is absent from the result.
   *
   * <p>Strongly consistent per aggregate; not a snapshot across aggregates.
   *
   * @throws UnavailableException if the store does not answer
   */
  Map<String, VersionedView<V>> load(Collection<String> aggregateIds);

  /**
   * Saves each view with its own conditional write, independently: if one fails, the others are
   * still tried. A view is never replaced by an older one.
   *
   * @param changes at most one per aggregate
   * @throws UnavailableException if the store does not answer for one of the views. The others, and
   *     possibly that one, may be stored; load again to find out
   */
  Saved save(List<ViewChange<V>> changes);

  /**
   * A view's next state. Its version must be greater than the expected one; only over a foreign
   * view it may be the same.
   *
   * @param overForeign whether the stored view is {@linkplain VersionedView#foreign foreign}
   */
  record ViewChange<V>(
      String aggregateId, long expectedVersion, VersionedView<V> next, boolean overForeign) {
    public ViewChange {
      if (next.foreign()) {
        throw new IllegalArgumentException("A foreign view cannot be saved");
      }
      if (next.version() < expectedVersion || (next.version() == expectedVersion && !overForeign)) {
        throw new IllegalArgumentException(
            "A view must move forward, not from version "
                + expectedVersion
                + " to "
                + next.version());
      }
    }

    /** A change to a view that is not foreign, or was never stored. */
    public ViewChange(String aggregateId, long expectedVersion, VersionedView<V> next) {
      this(aggregateId, expectedVersion, next, false);
    }
  }

  /**
   * The result of a save. Aggregates not listed here were saved: their stored version is the saved
   * one.
   *
   * @param lost aggregates whose stored version was not the expected one; nothing was written for
   *     them. Fold again from the stored view
   * @param superseded aggregates that a newest-wins store already had at the saved version (unless
   *     the change was over a foreign view) or at a newer one; nothing was written for them
   * @param refused aggregates whose view the store will never accept as it is, each with a reason
   *     that does not quote the view; nothing was written for them
   */
  record Saved(Set<String> lost, Set<String> superseded, Map<String, String> refused) {
    /** All changes were written. */
    public static final Saved ALL = new Saved(Set.of(), Set.of(), Map.of());

    public Saved {
      lost = Set.copyOf(lost);
      superseded = Set.copyOf(superseded);
      refused = Map.copyOf(refused);
    }

    /** All but these were written; these lost a race. */
    public static Saved allBut(Set<String> lost) {
      return new Saved(lost, Set.of(), Map.of());
    }

    /** All but these were written; the store had these at the same version or a newer one. */
    public static Saved allButSuperseded(Set<String> superseded) {
      return new Saved(Set.of(), superseded, Map.of());
    }

    /** All but this one were written; the store will never accept it. */
    public static Saved refusing(String aggregateId, String reason) {
      return new Saved(Set.of(), Set.of(), Map.of(aggregateId, reason));
    }

    /** Combines the results of several saves. */
    public static Saved of(Collection<Saved> parts) {
      Set<String> lost = new HashSet<>();
      Set<String> superseded = new HashSet<>();
      Map<String, String> refused = new HashMap<>();
      parts.forEach(
          part -> {
            lost.addAll(part.lost);
            superseded.addAll(part.superseded);
            refused.putAll(part.refused);
          });
      return new Saved(lost, superseded, refused);
    }
  }
}
