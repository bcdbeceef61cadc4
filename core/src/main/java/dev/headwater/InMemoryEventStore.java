package dev.headwater;

import dev.headwater.EventStore.AppendResult.Appended;
import dev.headwater.EventStore.AppendResult.ClaimNotHeld;
import dev.headwater.EventStore.AppendResult.ClaimTaken;
import dev.headwater.EventStore.AppendResult.Conflict;
import dev.headwater.event.Commit;
import dev.headwater.event.EventCodec;
import dev.headwater.event.PublishableText;
import dev.headwater.event.StreamId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * An event store in memory, for tests, simulations and prototypes. It keeps the newest snapshot of
 * each stream. Thread-safe.
 *
 * <p>With a codec it refuses text that could not be published, as a store on AWS does. Without one
 * it checks only the stream, the command id, the metadata and events that are already encoded.
 */
public final class InMemoryEventStore<S, E> implements EventStore<S, E> {
  private final ConcurrentMap<StreamId, Stream<S, E>> streams = new ConcurrentHashMap<>();

  /** The stream that holds each claim. Lock order: this map, then a stream. */
  private final Map<Claim, StreamId> owners = new HashMap<>();

  private final @Nullable EventCodec<E> codec;

  /** A store without a codec. */
  public InMemoryEventStore() {
    this.codec = null;
  }

  /**
   * @param codec encodes events to check their text; the store keeps them unencoded
   */
  public InMemoryEventStore(EventCodec<E> codec) {
    this.codec = codec;
  }

  @Override
  public Page<E> read(StreamId stream, long afterVersion, int maxCommits) {
    if (maxCommits < 1 || maxCommits > MAX_PAGE) {
      throw new IllegalArgumentException("A page has 1 to " + MAX_PAGE + " commits");
    }
    Stream<S, E> stored = streams.get(stream);
    return stored == null ? new Page<>(List.of(), false) : stored.read(afterVersion, maxCommits);
  }

  @Override
  public @Nullable StreamTail<S, E> readEnd(StreamId stream) {
    Stream<S, E> stored = streams.get(stream);
    return stored == null ? new StreamTail<>(null, List.of()) : stored.readEnd();
  }

  @Override
  public AppendResult<E> append(AppendRequest<S, E> append) {
    Commit<E> commit = append.commit();
    PublishableText.check(codec == null ? commit : Commit.encode(commit, codec));
    Stream<S, E> stream = streams.computeIfAbsent(commit.stream(), id -> new Stream<>());
    return append.claims().isEmpty() ? stream.append(append) : appendAndClaim(append, stream);
  }

  private AppendResult<E> appendAndClaim(AppendRequest<S, E> append, Stream<S, E> stream) {
    StreamId owner = append.commit().stream();
    ClaimChanges claims = append.claims();
    synchronized (owners) {
      Conflict<E> conflict = stream.conflict(append.commit());
      if (conflict != null) {
        return conflict;
      }
      for (Claim claim : claims.taken()) {
        if (!owners.getOrDefault(claim, owner).equals(owner)) {
          return new ClaimTaken<>(claim);
        }
      }
      for (Claim claim : claims.released()) {
        if (!owners.getOrDefault(claim, owner).equals(owner)) {
          return new ClaimNotHeld<>(claim);
        }
      }
      AppendResult<E> result = stream.append(append);
      if (result instanceof Appended<E>) {
        claims.taken().forEach(claim -> owners.put(claim, owner));
        claims.released().forEach(owners::remove);
      }
      return result;
    }
  }

  /** The commits of one stream, in order and without a gap. */
  private static final class Stream<S, E> {
    private final List<Commit<E>> commits = new ArrayList<>();
    private @Nullable Snapshot<S> snapshot;

    /** Index of the commit that the snapshot belongs to. */
    private int snapshotIndex;

    synchronized Page<E> read(long afterVersion, int maxCommits) {
      int from = indexAfter(afterVersion);
      int to = Math.min(commits.size(), from + maxCommits);
      return new Page<>(commits.subList(from, to), to < commits.size());
    }

    synchronized StreamTail<S, E> readEnd() {
      return new StreamTail<>(snapshot, commits.subList(snapshotIndex, commits.size()));
    }

    synchronized @Nullable Conflict<E> conflict(Commit<E> commit) {
      if (commit.firstVersion() == head() + 1) {
        return null;
      }
      int index = indexAfter(commit.firstVersion() - 1);
      if (index < commits.size() && commits.get(index).firstVersion() == commit.firstVersion()) {
        return new Conflict<>(commits.get(index));
      }
      throw new IllegalArgumentException(
          "Stream "
              + commit.stream()
              + " has no commit that ends before version "
              + commit.firstVersion());
    }

    synchronized AppendResult<E> append(AppendRequest<S, E> append) {
      Conflict<E> conflict = conflict(append.commit());
      if (conflict != null) {
        return conflict;
      }
      if (append.after() != null) {
        snapshot = append.after();
        snapshotIndex = commits.size();
      }
      commits.add(append.commit());
      return new Appended<>(append.after() != null);
    }

    private long head() {
      return commits.isEmpty() ? 0 : commits.getLast().lastVersion();
    }

    /** Index of the first commit that begins after this version. */
    private int indexAfter(long version) {
      int low = 0;
      int high = commits.size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (commits.get(middle).firstVersion() <= version) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }
  }
}
