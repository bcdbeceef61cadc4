package dev.headwater;

import dev.headwater.event.Commit;
import dev.headwater.event.EventLog;
import dev.headwater.event.StreamId;
import dev.headwater.host.Host;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What all commands of a handler share, and how they read the store. */
record CommandContext<C, S, E, R>(Decider<C, S, E, R> decider, EventStore<S, E> store, Host host) {
  /** Refuses a store without claims for a decider that makes some. */
  CommandContext {
    Set<String> names = decider.claimNames();
    if (!names.isEmpty() && !store.storesClaims()) {
      throw new IllegalArgumentException(
          "The decider makes claims ("
              + String.join(", ", new TreeSet<>(names))
              + "), which this event store cannot store: give the store a table for claims, as"
              + " DynamoDbEventStore.withClaims does, or use a decider without claims");
    }
  }

  /** Reads and folds the stream as it is now. */
  StreamHead<S, E> load(StreamId stream, StoreRetry retry) {
    StreamTail<S, E> end = retry.call(() -> store.readEnd(stream));
    return end == null ? foldWhole(stream, retry) : StreamHead.at(end, decider);
  }

  private StreamHead<S, E> foldWhole(StreamId stream, StoreRetry retry) {
    EventLog<E> log =
        (id, after, max) -> {
          retry.deadline().require("fold stream " + id);
          return retry.call(() -> store.read(id, after, max));
        };
    StreamHead<S, E> empty = StreamHead.ofEmptyStream(decider.initialState());
    return log.fold(stream, 0, empty, (head, commit) -> head.with(commit, decider));
  }

  /**
   * The claims of a stream in this state.
   *
   * @throws IllegalStateException if the decider has not declared one of them
   */
  Set<Claim> claims(S state) {
    Set<Claim> claims = decider.claims(state);
    claims.forEach(claim -> claim.requireDeclared(decider.claimNames()));
    return claims;
  }

  /** The commit that begins at this version; {@code null} if there is none. */
  @Nullable Commit<E> commitAt(StreamId stream, long firstVersion, StoreRetry retry) {
    return retry.call(() -> store.read(stream, firstVersion - 1, 1)).commits().stream()
        .filter(commit -> commit.firstVersion() == firstVersion)
        .findFirst()
        .orElse(null);
  }
}
