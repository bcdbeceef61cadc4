package dev.headwater;

import dev.headwater.event.StreamId;
import dev.headwater.host.Deadline;
import dev.headwater.host.Host;
import dev.headwater.host.InterruptedWaitException;
import dev.headwater.host.UnavailableException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * Caches the heads of recently used streams, and makes commands on one stream take turns within a
 * process. A cached head may be out of date; only a successful append proves it current.
 *
 * <p>Bounded: the least recently used slot is evicted. If a command is still using that slot, the
 * next command on the stream gets a new one, and the store's conditional write arbitrates between
 * the two.
 *
 * <p>Segmented, so that commands on different streams rarely contend for a lock. A small cache has
 * a single segment; otherwise two streams could keep evicting each other from a segment of one.
 */
final class StreamCache<S, E> {
  private static final int SEGMENT_BITS = 4;
  private static final int MAX_SEGMENTS = 1 << SEGMENT_BITS;
  private static final int GOLDEN_RATIO = 0x9e3779b9;
  private final Host host;
  private final List<Segment<S, E>> segments = new ArrayList<>();

  /**
   * @param streams roughly how many streams to keep; 0 for none
   */
  StreamCache(int streams, Host host) {
    this.host = host;
    int most = Math.clamp(streams / MAX_SEGMENTS, 1, MAX_SEGMENTS);
    int count = streams == 0 ? 0 : Integer.highestOneBit(most);
    for (int number = 0; number < count; number++) {
      segments.add(new Segment<>((streams + count - 1) / count));
    }
  }

  Slot<S, E> slot(StreamId stream) {
    if (segments.isEmpty()) {
      return new Slot<>(stream, host.locks().get());
    }
    // Use bits by which the segment's own map does not choose its buckets.
    int mixed = (stream.hashCode() * GOLDEN_RATIO) >>> (Integer.SIZE - SEGMENT_BITS);
    return segments.get(mixed % segments.size()).slot(stream, host);
  }

  /** Some of the streams, least recently used first. */
  private static final class Segment<S, E> extends LinkedHashMap<StreamId, Slot<S, E>> {
    private static final long serialVersionUID = 1L;
    private final int capacity;

    Segment(int capacity) {
      super(16, 0.75f, true);
      this.capacity = capacity;
    }

    synchronized Slot<S, E> slot(StreamId stream, Host host) {
      return computeIfAbsent(stream, key -> new Slot<>(key, host.locks().get()));
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<StreamId, Slot<S, E>> eldest) {
      return size() > capacity;
    }
  }

  /** The slot of one stream. Access it only between {@code enter} and {@code leave}. */
  static final class Slot<S, E> {
    private final StreamId stream;
    private final Lock turn;
    private @Nullable StreamHead<S, E> head;

    Slot(StreamId stream, Lock turn) {
      this.stream = stream;
      this.turn = turn;
    }

    /** Waits for a turn, in order of arrival, until the deadline at most. */
    void enter(Deadline deadline) {
      try {
        // An untimed tryLock() would barge past waiters.
        if (!turn.tryLock(deadline.remainingMillis(), TimeUnit.MILLISECONDS)) {
          throw new UnavailableException(
              "Timed out behind other commands of this process on stream " + stream, false, null);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedWaitException(e);
      }
    }

    void leave() {
      turn.unlock();
    }

    @Nullable StreamHead<S, E> head() {
      return head;
    }

    void keep(StreamHead<S, E> other) {
      head = other;
    }
  }
}
