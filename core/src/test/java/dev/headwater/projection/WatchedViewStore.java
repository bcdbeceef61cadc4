package dev.headwater.projection;

import dev.headwater.host.UnavailableException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Records the saves, and lets a test act in between. Not thread-safe. */
final class WatchedViewStore<V> implements ViewStore<V> {
  private final ViewStore<V> store;
  private final List<List<ViewChange<V>>> saves = new ArrayList<>();
  private final Deque<Runnable> beforeSaves = new ArrayDeque<>();
  private final Map<String, String> refusals = new HashMap<>();
  private final Set<String> damaged = new HashSet<>();
  private final Map<String, Integer> throttled = new HashMap<>();
  private BooleanSupplier loadsFail = () -> false;
  private BooleanSupplier savesFail = () -> false;
  private UnavailableException failure =
      new UnavailableException("No answer", true, new IllegalStateException("a secret"));
  private int lostReplies;
  private final List<Set<String>> loads = new ArrayList<>();

  WatchedViewStore(ViewStore<V> store) {
    this.store = store;
  }

  void failLoads() {
    failLoadsWhile(() -> true);
  }

  void failLoadsWhile(BooleanSupplier condition) {
    loadsFail = condition;
  }

  void failSaves() {
    failSavesWhile(() -> true);
  }

  void failSavesWhile(BooleanSupplier condition) {
    savesFail = condition;
  }

  /** Sets the failure of loads and saves. */
  void failWith(UnavailableException failure) {
    this.failure = failure;
  }

  /** The next saves take effect, but their replies are lost. */
  void loseReplies(int count) {
    lostReplies = count;
  }

  /** Makes the view and its version unreadable. */
  void damage(String id) {
    damaged.add(id);
  }

  void refuse(String id, String reason) {
    refusals.put(id, reason);
  }

  /** Throttles the next saves of this view; other views of the same calls are stored. */
  void throttle(String id, int count) {
    throttled.put(id, count);
  }

  void beforeSave(Runnable action) {
    beforeSaves.add(action);
  }

  int loads() {
    return loads.size();
  }

  /** The ids of each load. */
  List<Set<String>> loadedIds() {
    return loads;
  }

  /** The changes of each save. */
  List<List<ViewChange<V>>> saves() {
    return saves;
  }

  VersionedView<V> get(String id) {
    return store.load(List.of(id)).getOrDefault(id, VersionedView.absent());
  }

  /** Stores a view without recording it. */
  void put(String id, VersionedView<V> view) {
    store.save(List.of(new ViewChange<>(id, get(id).version(), view)));
  }

  @Override
  public boolean newestWins() {
    return store.newestWins();
  }

  @Override
  public Map<String, VersionedView<V>> load(Collection<String> aggregateIds) {
    loads.add(Set.copyOf(aggregateIds));
    answer(loadsFail.getAsBoolean());
    Map<String, VersionedView<V>> found = new HashMap<>(store.load(aggregateIds));
    damaged.stream()
        .filter(aggregateIds::contains)
        .forEach(id -> found.put(id, VersionedView.foreign(0)));
    return found;
  }

  @Override
  public Saved save(List<ViewChange<V>> changes) {
    saves.add(changes);
    answer(savesFail.getAsBoolean());
    if (!beforeSaves.isEmpty()) {
      beforeSaves.remove().run();
    }
    Map<String, String> refused = new HashMap<>(refusals);
    refused.keySet().retainAll(changes.stream().map(ViewChange::aggregateId).toList());
    List<String> held =
        changes.stream()
            .map(ViewChange::aggregateId)
            .filter(id -> throttled.merge(id, -1, Integer::sum) >= 0)
            .toList();
    Saved saved =
        store.save(
            changes.stream()
                .filter(
                    change ->
                        !refused.containsKey(change.aggregateId())
                            && !held.contains(change.aggregateId()))
                .toList());
    answer(lostReplies-- > 0);
    if (!held.isEmpty()) {
      throw new UnavailableException("Throttled", false, null);
    }
    return new Saved(saved.lost(), saved.superseded(), refused);
  }

  private void answer(boolean fails) {
    if (fails) {
      throw failure;
    }
  }
}
