package dev.headwater.testkit;

import dev.headwater.AppendRequest;
import dev.headwater.EventStore;
import dev.headwater.StreamTail;
import dev.headwater.event.StreamId;
import dev.headwater.host.UnavailableException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Counts the calls to a store, and lets things happen in the middle of them. Safe for several
 * threads.
 */
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

  /** Somebody is faster than one of the next appends: the next one, if none is set up yet. */
  void beforeAppend(Runnable action) {
    beforeAppends.add(action);
  }

  /** The next appends are carried out, and nobody hears of it. */
  void loseReplies(int count) {
    repliesToLose.set(count);
  }

  /** The next calls fail before they do anything. */
  void throttle(int calls) {
    for (int call = 0; call < calls; call++) {
      fail(new UnavailableException("Throttled", false, null));
    }
  }

  /** The next call, or one after it if that is to fail already, does nothing but fail. */
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

  /** Every append that was tried, in order. */
  List<AppendRequest<S, E>> appended() {
    return List.copyOf(appended);
  }

  @Override
  public Page<E> read(StreamId stream, long afterVersion, int maxCommits) {
    reads.incrementAndGet();
    failIfToldTo();
    return store.read(stream, afterVersion, maxCommits);
  }

  @Override
  public @Nullable StreamTail<S, E> readEnd(StreamId stream) {
    reads.incrementAndGet();
    failIfToldTo();
    return store.readEnd(stream);
  }

  @Override
  public AppendResult<E> append(AppendRequest<S, E> append) {
    appended.add(append);
    failIfToldTo();
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

  private void failIfToldTo() {
    UnavailableException failure = failures.poll();
    if (failure != null) {
      throw failure;
    }
  }
}
