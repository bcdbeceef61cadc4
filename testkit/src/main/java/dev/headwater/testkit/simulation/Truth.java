package dev.headwater.testkit.simulation;

import dev.headwater.Claim;
import dev.headwater.event.Commit;
import dev.headwater.event.RecordedEvent;
import dev.headwater.event.StreamId;
import dev.headwater.projection.VersionedView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The commits that were really stored, and the states, views and claims that follow from them. Sees
 * every commit as it is stored.
 */
final class Truth<S, E, V> {
  private final SimulatedDomain<?, S, E, ?, V> domain;
  private final List<Release<V, E>> releases;
  private final Map<StreamId, List<Boundary<S, E, V>>> streams = new LinkedHashMap<>();

  /** The owners of claims after each number of commits in all streams. */
  private final List<Map<Claim, StreamId>> owners = new ArrayList<>(List.of(Map.of()));

  Truth(SimulatedDomain<?, S, E, ?, V> domain, List<Release<V, E>> releases) {
    this.domain = domain;
    this.releases = releases;
  }

  /**
   * The end of a commit, or the beginning of a stream.
   *
   * @param views as each release folds them
   */
  record Boundary<S, E, V>(
      long version, S state, List<VersionedView<V>> views, List<Commit<E>> commits) {
    Commit<E> commit() {
      return commits.getLast();
    }

    VersionedView<V> view(Release<V, E> release) {
      return views.get(release.number());
    }
  }

  /** Whether this commit is already stored, so that storing it again changes nothing. */
  boolean has(Commit<E> commit) {
    return boundaries(commit.stream()).stream()
        .anyMatch(boundary -> boundary.commits().contains(commit));
  }

  void stored(Commit<E> commit) {
    List<Boundary<S, E, V>> stream = boundaries(commit.stream());
    Boundary<S, E, V> before = stream.getLast();
    if (commit.firstVersion() != before.version() + 1) {
      throw new Violation(
          "G2 no lost update",
          "a commit at version "
              + commit.firstVersion()
              + " of "
              + commit.stream()
              + ", which is at version "
              + before.version());
    }
    S state = before.state();
    for (RecordedEvent<E> event : commit.recordedEvents()) {
      state = domain.decider().evolve(state, event.event());
    }
    List<VersionedView<V>> views = new ArrayList<>(releases.size());
    releases.forEach(release -> views.add(fold(release, before.view(release).view(), commit)));
    stream.add(new Boundary<>(commit.lastVersion(), state, List.copyOf(views), List.of(commit)));
    own(commit.stream(), domain.decider().claims(before.state()), domain.decider().claims(state));
  }

  private static <E, V> VersionedView<V> fold(
      Release<V, E> release, @Nullable V before, Commit<E> commit) {
    V view = before;
    for (RecordedEvent<E> event : commit.recordedEvents()) {
      view = release.view().projection().apply(view, event);
    }
    return new VersionedView<>(commit.lastVersion(), view);
  }

  private void own(StreamId stream, Set<Claim> before, Set<Claim> after) {
    Map<Claim, StreamId> next = new HashMap<>(owners.getLast());
    before.forEach(claim -> next.remove(claim, stream));
    for (Claim claim : after) {
      StreamId other = next.put(claim, stream);
      if (other != null && !other.equals(stream)) {
        throw new Violation(
            "claims are unique", stream + " and " + other + " have the same " + claim.name());
      }
    }
    owners.add(Map.copyOf(next));
  }

  /** The number of commits in all streams. */
  int commits() {
    return owners.size() - 1;
  }

  /** Whether another stream held the claim at some time between two numbers of commits. */
  boolean claimedByOther(Claim claim, StreamId stream, int from, int to) {
    return owners.subList(from, to + 1).stream()
        .anyMatch(then -> then.containsKey(claim) && !stream.equals(then.get(claim)));
  }

  List<Boundary<S, E, V>> boundaries(StreamId stream) {
    return streams.computeIfAbsent(
        stream,
        key -> {
          List<Boundary<S, E, V>> begun = new ArrayList<>();
          begun.add(
              new Boundary<>(
                  0,
                  domain.decider().initialState(),
                  Collections.nCopies(releases.size(), VersionedView.absent()),
                  List.of()));
          return begun;
        });
  }

  Boundary<S, E, V> head(StreamId stream) {
    return boundaries(stream).getLast();
  }

  /** The ends of commits from one version to another, both included. */
  List<Boundary<S, E, V>> between(StreamId stream, long from, long to) {
    return boundaries(stream).stream()
        .filter(boundary -> boundary.version() >= from && boundary.version() <= to)
        .toList();
  }

  /** Whether a release folds a view like this one, at this version or a later one. */
  boolean folds(StreamId stream, Release<V, E> release, VersionedView<V> view, long minVersion) {
    return between(stream, minVersion, Long.MAX_VALUE).stream()
        .anyMatch(boundary -> boundary.view(release).equals(view));
  }

  /** Every stream that was written or queried, in the order of first use. */
  List<StreamId> streams() {
    return List.copyOf(streams.keySet());
  }
}
