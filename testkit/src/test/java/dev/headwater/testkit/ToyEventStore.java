package dev.headwater.testkit;

import dev.headwater.AppendRequest;
import dev.headwater.Claim;
import dev.headwater.EventStore;
import dev.headwater.EventStore.AppendResult.Appended;
import dev.headwater.EventStore.AppendResult.ClaimNotHeld;
import dev.headwater.EventStore.AppendResult.ClaimTaken;
import dev.headwater.EventStore.AppendResult.Conflict;
import dev.headwater.Snapshot;
import dev.headwater.StreamTail;
import dev.headwater.event.Commit;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.PublishableText;
import dev.headwater.event.StreamId;
import dev.headwater.event.UnreadableEventException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * A correct store with the layout of a table, for tests that break one method. It also runs its own
 * contract; JUnit creates a new instance for each test.
 */
class ToyEventStore implements EventStore<String, EncodedEvent>, EventStoreContract {
  private final Map<String, NavigableMap<Long, Commit<EncodedEvent>>> partitions;
  private final Map<Commit<EncodedEvent>, Snapshot<String>> snapshots = new ConcurrentHashMap<>();
  private final Map<Claim, StreamId> owners = new ConcurrentHashMap<>();

  ToyEventStore() {
    this.partitions = new ConcurrentHashMap<>();
  }

  @Override
  public EventStore<String, EncodedEvent> eventStore() {
    return this;
  }

  @Override
  public Page<EncodedEvent> read(StreamId stream, long afterVersion, int maxCommits) {
    if (maxCommits < 1 || maxCommits > MAX_PAGE) {
      throw new IllegalArgumentException("A page of " + maxCommits);
    }
    NavigableMap<Long, Commit<EncodedEvent>> partition = partition(stream);
    var before = partition.floorEntry(afterVersion);
    long after =
        before == null ? afterVersion : Math.max(afterVersion, before.getValue().lastVersion());
    var later = List.copyOf(partition.tailMap(afterVersion, false).values());
    int unbroken = unbroken(after, later);
    return page(later, unbroken < later.size() ? Math.min(unbroken, maxCommits) : maxCommits);
  }

  /** The number of consecutive commits, at least one. */
  int unbroken(long after, List<Commit<EncodedEvent>> later) {
    long end = after;
    int unbroken = 0;
    for (Commit<EncodedEvent> commit : later) {
      boolean gap = commit.firstVersion() > end + 1;
      if (gap && unbroken > 0) {
        return unbroken;
      }
      if (!commit.follows(end)) {
        throw UnreadableEventException.brokenAfter(end, commit);
      }
      end = commit.lastVersion();
      unbroken++;
    }
    return unbroken;
  }

  @Override
  public StreamTail<String, EncodedEvent> readEnd(StreamId stream) {
    List<Commit<EncodedEvent>> later = new ArrayList<>();
    for (Commit<EncodedEvent> commit : partition(stream).descendingMap().values()) {
      Snapshot<String> snapshot = snapshots.get(commit);
      requireFollowed(commit.lastVersion(), later);
      later.add(commit);
      if (snapshot != null) {
        return new StreamTail<>(snapshot, later.reversed());
      }
    }
    requireFollowed(0, later);
    return new StreamTail<>(null, later.reversed());
  }

  /**
   * @param later newest first
   */
  void requireFollowed(long version, List<Commit<EncodedEvent>> later) {
    if (!later.isEmpty() && !later.getLast().follows(version)) {
      throw UnreadableEventException.brokenAfter(version, later.getLast());
    }
  }

  @Override
  public AppendResult<EncodedEvent> append(AppendRequest<String, EncodedEvent> append) {
    checkText(append.commit());
    return append.claims().isEmpty() ? write(append) : writeWithClaims(append);
  }

  void checkText(Commit<EncodedEvent> commit) {
    PublishableText.check(commit);
  }

  private AppendResult<EncodedEvent> write(AppendRequest<String, EncodedEvent> append) {
    Commit<EncodedEvent> existing = write(partition(append.commit().stream()), append.commit());
    if (existing == null && append.after() != null) {
      keep(append.commit(), append.after());
    }
    return existing == null ? new Appended<>(append.after() != null) : new Conflict<>(existing);
  }

  private synchronized AppendResult<EncodedEvent> writeWithClaims(
      AppendRequest<String, EncodedEvent> append) {
    AppendResult<EncodedEvent> refused = judge(append);
    if (refused != null) {
      return refused;
    }
    append.claims().taken().forEach(claim -> take(claim, append.commit().stream()));
    append.claims().released().forEach(this::release);
    return write(append);
  }

  /** The reason to write nothing, if any: checks the version first, then the claims. */
  @Nullable AppendResult<EncodedEvent> judge(AppendRequest<String, EncodedEvent> append) {
    AppendResult<EncodedEvent> conflict = judgeVersion(append.commit());
    return conflict == null ? judgeClaims(append) : conflict;
  }

  @Nullable AppendResult<EncodedEvent> judgeVersion(Commit<EncodedEvent> commit) {
    Commit<EncodedEvent> existing = partition(commit.stream()).get(commit.firstVersion());
    return existing == null ? null : new Conflict<>(existing);
  }

  @Nullable AppendResult<EncodedEvent> judgeClaims(AppendRequest<String, EncodedEvent> append) {
    StreamId stream = append.commit().stream();
    for (Claim claim : append.claims().taken()) {
      if (!mayTake(claim, stream)) {
        return new ClaimTaken<>(claim);
      }
    }
    for (Claim claim : append.claims().released()) {
      if (!mayRelease(claim, stream)) {
        return new ClaimNotHeld<>(claim);
      }
    }
    return null;
  }

  boolean mayTake(Claim claim, StreamId stream) {
    return owners.getOrDefault(claim, stream).equals(stream);
  }

  boolean mayRelease(Claim claim, StreamId stream) {
    return owners.getOrDefault(claim, stream).equals(stream);
  }

  void take(Claim claim, StreamId stream) {
    owners.put(claim, stream);
  }

  void release(Claim claim) {
    owners.remove(claim);
  }

  void keep(Commit<EncodedEvent> commit, Snapshot<String> snapshot) {
    snapshots.put(commit, snapshot);
  }

  String partitionKey(StreamId stream) {
    return stream.toString();
  }

  Comparator<Long> order() {
    return Comparator.naturalOrder();
  }

  Page<EncodedEvent> page(List<Commit<EncodedEvent>> later, int maxCommits) {
    int size = Math.min(later.size(), maxCommits);
    return new Page<>(later.subList(0, size), size < later.size());
  }

  /** Returns the commit that was there before. */
  @Nullable Commit<EncodedEvent> write(
      Map<Long, Commit<EncodedEvent>> partition, Commit<EncodedEvent> commit) {
    return partition.putIfAbsent(commit.firstVersion(), commit);
  }

  private NavigableMap<Long, Commit<EncodedEvent>> partition(StreamId stream) {
    return partitions.computeIfAbsent(
        partitionKey(stream), key -> new ConcurrentSkipListMap<>(order()));
  }
}
