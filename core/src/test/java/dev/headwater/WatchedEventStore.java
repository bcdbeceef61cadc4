package dev.headwater;

import dev.headwater.event.StreamId;
import dev.headwater.host.UnavailableException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Counts the calls to a store, and lets a test act in the middle of them. Thread-safe. */
final class WatchedEventStore<S, E> implements EventStore<S, E> {
  private final EventStore<S, E> store;
  private final Queue<Runnable> beforeAppends = new ConcurrentLinkedQueue<>();
  private final Queue<UnavailableException> failures = new ConcurrentLinkedQueue<>();
  private final Queue<AppendRequest<S, E>> appended = new ConcurrentLinkedQueue<>();
  private final AtomicInteger repliesToLose = new AtomicInteger();
  private final AtomicInteger reads = new AtomicInteger();

  WatchedEventStore(EventStore<S, E> store) {
    this.store = store;
  }

  /** Runs the action before the next append that has no action yet. */
  void beforeAppend(Runnable action) {
    beforeAppends.add(action);
  }

  /** The next appends take effect, but their replies are lost. */
  void loseReplies(int count) {
    repliesToLose.set(count);
  }

  /** The next calls fail without an effect. */
  void throttle(int calls) {
    for (int call = 0; call < calls; call++) {
      fail(new UnavailableException("Throttled", false, null));
    }
  }

  /** The next call that is not set to fail yet fails without an effect. */
  void fail(UnavailableException failure) {
    failures.add(failure);
  }

  int reads() {
    return reads.get();
  }

  int appends() {
    return appended.size();
  }

  int calls() {
    return reads() + appends();
  }

  /** Every attempted append, in order. */
  List<AppendRequest<S, E>> appended() {
    return List.copyOf(appended);
  }

  @Override
  public Page<E> read(StreamId stream, long afterVersion, int maxCommits) {
    reads.incrementAndGet();
    applyNextFailure();
    return store.read(stream, afterVersion, maxCommits);
  }

  @Override
  public @Nullable StreamTail<S, E> readEnd(StreamId stream) {
    reads.incrementAndGet();
    applyNextFailure();
    return store.readEnd(stream);
  }

  @Override
  public boolean storesClaims() {
    return store.storesClaims();
  }

  @Override
  public AppendResult<E> append(AppendRequest<S, E> append) {
    appended.add(append);
    applyNextFailure();
    Runnable before = beforeAppends.poll();
    if (before != null) {
      before.run();
    }
    AppendResult<E> result = store.append(append);
    if (repliesToLose.getAndUpdate(count -> Math.max(0, count - 1)) > 0) {
      throw new UnavailableException("No reply", true, new IllegalStateException("Lost"));
    }
    return result;
  }

  private void applyNextFailure() {
    UnavailableException failure = failures.poll();
    if (failure != null) {
      throw failure;
    }
  }
}
