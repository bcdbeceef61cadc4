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
 * <p>There are two kinds of stores. A <em>conditional</em> one writes a view only over the version
 * that the writer expects. A <em>newest-wins</em> one writes a view only over an older version,
 * whatever the writer expects; that is enough, since a view is the fold of its stream up to its
 * version, whoever folded it.
 *
 * <p>Every adapter passes the {@code ConditionalViewStoreContract} or the {@code
 * NewestViewStoreContract} of the test kit.
 */
public interface ViewStore<V> {
  /**
   * Whether this is a newest-wins store. One of those need not be asked for a view whose stream is
   * at hand from its beginning: what is folded from nothing is as good.
   */
  default boolean newestWins() {
    return false;
  }

  /**
   * The stored views, tombstones included; what was never stored is absent from the answer.
   *
   * <p>Strongly consistent for each aggregate; no snapshot across several.
   *
   * @throws UnreadableViewException when some of the views cannot be decoded; it names each of
   *     them, once all were read
   * @throws UnavailableException when the store does not answer
   */
  Map<String, VersionedView<V>> load(Collection<String> aggregateIds);

  /**
   * Stores each view independently of the others, one conditional write per aggregate: whatever
   * becomes of one, each of the others is tried. A view is never replaced by an older one.
   *
   * @param changes at most one per aggregate
   * @throws UnavailableException when the store does not answer for one of the views. Others may be
   *     stored, and then it may have taken effect. Loading again shows which
   */
  Saved save(List<ViewChange<V>> changes);

  /** A view's next state. Its version is greater than the expected one. */
  record ViewChange<V>(String aggregateId, long expectedVersion, VersionedView<V> next) {
    public ViewChange {
      if (next.version() <= expectedVersion) {
        throw new IllegalArgumentException(
            "A view moves forward: from version "
                + expectedVersion
                + " to "
                + next.version()
                + " is not");
      }
    }
  }

  /**
   * What became of a save. Aggregates that are named nowhere are done with: their stored version is
   * the saved one.
   *
   * @param lost aggregates whose stored version was not the expected one; nothing was written for
   *     them, and folding again from what is stored will help
   * @param superseded aggregates that a newest-wins store had at the saved version or a newer one;
   *     nothing was written for them, and they are done with
   * @param refused views that the store will never take as they are, each with the reason, which
   *     holds nothing of the view's content; nothing was written for them
   */
  record Saved(Set<String> lost, Set<String> superseded, Map<String, String> refused) {
    /** All changes are written. */
    public static final Saved ALL = new Saved(Set.of(), Set.of(), Map.of());

    public Saved {
      lost = Set.copyOf(lost);
      superseded = Set.copyOf(superseded);
      refused = Map.copyOf(refused);
    }

    /** All but these are written. */
    public static Saved allBut(Set<String> lost) {
      return new Saved(lost, Set.of(), Map.of());
    }

    /** All but these are written, and no newer view was replaced by them. */
    public static Saved allButSuperseded(Set<String> superseded) {
      return new Saved(Set.of(), superseded, Map.of());
    }

    /** All but this one are written: the store will never take it. */
    public static Saved refusing(String aggregateId, String reason) {
      return new Saved(Set.of(), Set.of(), Map.of(aggregateId, reason));
    }

    /** What became of several saves together. */
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
