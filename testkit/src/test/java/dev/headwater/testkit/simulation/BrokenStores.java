package dev.headwater.testkit.simulation;

import dev.headwater.AppendRequest;
import dev.headwater.ClaimChanges;
import dev.headwater.EventStore;
import dev.headwater.EventStore.AppendResult.Appended;
import dev.headwater.EventStore.AppendResult.Conflict;
import dev.headwater.StreamTail;
import dev.headwater.event.CommandStamp;
import dev.headwater.event.Commit;
import dev.headwater.event.StreamId;
import dev.headwater.host.ParallelCalls;
import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Stores that each lack one safeguard, and one that only seems to. */
final class BrokenStores {
  private BrokenStores() {}

  /** Delegates every call. */
  static class Through<S, E> implements EventStore<S, E> {
    final EventStore<S, E> store;

    Through(EventStore<S, E> store) {
      this.store = store;
    }

    @Override
    public boolean storesClaims() {
      return store.storesClaims();
    }

    @Override
    public AppendResult<E> append(AppendRequest<S, E> append) {
      return store.append(append);
    }

    @Override
    public Page<E> read(StreamId stream, long afterVersion, int maxCommits) {
      return store.read(stream, afterVersion, maxCommits);
    }

    @Override
    public @Nullable StreamTail<S, E> readEnd(StreamId stream) {
      return store.readEnd(stream);
    }
  }

  /** Stores every commit, like an unconditional put. */
  static final class WithoutCondition<S, E> extends Through<S, E> {
    WithoutCondition(EventStore<S, E> store) {
      super(store);
    }

    @Override
    public AppendResult<E> append(AppendRequest<S, E> append) {
      store.append(append);
      return new Appended<>(append.after() != null);
    }
  }

  /** Accepts a commit that it already has: a write that changes nothing. */
  static final class RewritesEqualCommits<S, E> extends Through<S, E> {
    RewritesEqualCommits(EventStore<S, E> store) {
      super(store);
    }

    @Override
    public AppendResult<E> append(AppendRequest<S, E> append) {
      AppendResult<E> result = store.append(append);
      return result instanceof Conflict<E>(Commit<E> existing) && existing.equals(append.commit())
          ? new Appended<>(append.after() != null)
          : result;
    }
  }

  /** Mistakes the host's own commit for another's. */
  static final class WithoutOwnCommits<S, E> extends Through<S, E> {
    WithoutOwnCommits(EventStore<S, E> store) {
      super(store);
    }

    @Override
    public AppendResult<E> append(AppendRequest<S, E> append) {
      return store.append(append) instanceof Conflict<E>(Commit<E> existing)
          ? new Conflict<>(
              new Commit<>(
                  existing.stream(),
                  existing.firstVersion(),
                  existing.events(),
                  existing.timestamp(),
                  new CommandStamp("somebody", 0),
                  existing.metadata()))
          : new Appended<>(append.after() != null);
    }
  }

  /** Answers loads with what the host has already seen of the stream. */
  static final class LoadsFromMemory<S, E> extends Through<S, E> {
    private final Map<StreamId, StreamTail<S, E>> seen = new HashMap<>();

    LoadsFromMemory(EventStore<S, E> store) {
      super(store);
    }

    @Override
    public AppendResult<E> append(AppendRequest<S, E> append) {
      AppendResult<E> result = store.append(append);
      seen.remove(append.commit().stream());
      if (result instanceof Appended<E>) {
        seen.put(
            append.commit().stream(), new StreamTail<>(append.after(), List.of(append.commit())));
      }
      return result;
    }

    @Override
    public @Nullable StreamTail<S, E> readEnd(StreamId stream) {
      StreamTail<S, E> known = seen.get(stream);
      return known == null ? store.readEnd(stream) : known;
    }
  }

  /**
   * Answers the load after a failed creation with an empty stream, as if the host trusted its guess
   * that the stream is new.
   */
  static final class BelievesItsGuess<S, E> extends Through<S, E> {
    private final Set<StreamId> guessed = new HashSet<>();

    BelievesItsGuess(EventStore<S, E> store) {
      super(store);
    }

    @Override
    public AppendResult<E> append(AppendRequest<S, E> append) {
      AppendResult<E> result = store.append(append);
      Commit<E> commit = append.commit();
      if (result instanceof Conflict && commit.firstVersion() == 1) {
        guessed.add(commit.stream());
      }
      return result;
    }

    @Override
    public @Nullable StreamTail<S, E> readEnd(StreamId stream) {
      return guessed.remove(stream) ? new StreamTail<>(null, List.of()) : store.readEnd(stream);
    }
  }

  static final class WithoutClaims<S, E> extends Through<S, E> {
    WithoutClaims(EventStore<S, E> store) {
      super(store);
    }

    @Override
    public AppendResult<E> append(AppendRequest<S, E> append) {
      return store.append(append.withClaims(ClaimChanges.NONE));
    }
  }

  /** Views with the fingerprints of the projections that folded them. */
  static class FoldedViews<V> implements ViewStore<V> {
    final Map<String, Map.Entry<String, VersionedView<V>>> views;
    final String fingerprint;

    FoldedViews(Map<String, Map.Entry<String, VersionedView<V>>> views, String fingerprint) {
      this.views = views;
      this.fingerprint = fingerprint;
    }

    @Override
    public Map<String, VersionedView<V>> load(Collection<String> aggregateIds) {
      Map<String, VersionedView<V>> found = new HashMap<>();
      for (String id : aggregateIds) {
        Map.Entry<String, VersionedView<V>> stored = views.get(id);
        if (stored != null) {
          found.put(id, seen(stored.getKey(), stored.getValue()));
        }
      }
      return found;
    }

    VersionedView<V> seen(String folder, VersionedView<V> view) {
      return folder.equals(fingerprint) ? view : VersionedView.foreign(view.version());
    }

    /** Saves every view. */
    @Override
    public Saved save(List<ViewChange<V>> changes) {
      changes.forEach(this::write);
      return Saved.ALL;
    }

    void write(ViewChange<V> change) {
      views.put(change.aggregateId(), Map.entry(fingerprint, change.next()));
    }
  }

  /** Claims that the newest view wins, but the last one does. */
  static final class LastWins<V> extends FoldedViews<V> {
    LastWins(Map<String, Map.Entry<String, VersionedView<V>>> views, String fingerprint) {
      super(views, fingerprint);
    }

    @Override
    public boolean newestWins() {
      return true;
    }
  }

  /** Saves under the right condition, but keeps no tombstones. */
  static final class WithoutTombstones<V> extends FoldedViews<V> {
    WithoutTombstones(Map<String, Map.Entry<String, VersionedView<V>>> views, String fingerprint) {
      super(views, fingerprint);
    }

    @Override
    public Saved save(List<ViewChange<V>> changes) {
      Set<String> lost = new HashSet<>();
      for (ViewChange<V> change : changes) {
        String id = change.aggregateId();
        Map.Entry<String, VersionedView<V>> stored = views.get(id);
        if ((stored == null ? 0 : stored.getValue().version()) != change.expectedVersion()) {
          lost.add(id);
        } else if (change.next().view() == null) {
          views.remove(id);
        } else {
          write(change);
        }
      }
      return Saved.allBut(lost);
    }
  }

  /** Takes the views of other projections for removed ones, and so continues from them. */
  record FoldsOn<V>(ViewStore<V> store) implements ViewStore<V> {
    @Override
    public boolean newestWins() {
      return store.newestWins();
    }

    @Override
    public Map<String, VersionedView<V>> load(Collection<String> aggregateIds) {
      Map<String, VersionedView<V>> found = new HashMap<>(store.load(aggregateIds));
      found.replaceAll(
          (id, view) -> view.foreign() ? new VersionedView<>(view.version(), null) : view);
      return found;
    }

    @Override
    public Saved save(List<ViewChange<V>> changes) {
      return store.save(changes);
    }
  }

  /** Makes all calls, but drops the last of several results. */
  record FirstAnswers(ParallelCalls calls) implements ParallelCalls {
    @Override
    public <T> List<T> callEach(List<Supplier<T>> all, int atOnce) {
      List<T> answers = calls.callEach(all, atOnce);
      return answers.size() < 2 ? answers : answers.subList(0, answers.size() - 1);
    }
  }
}
