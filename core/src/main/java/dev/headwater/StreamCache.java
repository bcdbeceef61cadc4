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
 * The heads of recently used streams, and the turns that commands on one stream take inside of a
 * process. What it holds may be out of date: an append proves it, nothing else does.
 *
 * <p>Bounded: the slot that was not used for longest goes. When that happens while a command is at
 * work in it, the next one on the stream gets a slot of its own, and the store's condition tells
 * the two apart.
 *
 * <p>Cut into segments, so that commands on different streams hardly ever wait for each other; a
 * small one is not, or two streams could drive each other out of a segment for one.
 */
final class StreamCache<S, E> {
  private static final int SEGMENT_BITS = 4;
  private static final int MAX_SEGMENTS = 1 << SEGMENT_BITS;
  private static final int GOLDEN_RATIO = 0x9e3779b9;
  private final Host host;
  private final List<Segment<S, E>> segments = new ArrayList<>();

  /**
   * @param streams how many are kept, about; 0 for none
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
    // Bits that the map inside of a segment does not choose its buckets by.
    int mixed = (stream.hashCode() * GOLDEN_RATIO) >>> (Integer.SIZE - SEGMENT_BITS);
    return segments.get(mixed % segments.size()).slot(stream, host);
  }

  /** A part of the streams, the least recently used in front. */
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

  /** One stream. What it holds is touched only between {@code enter} and {@code leave}. */
  static final class Slot<S, E> {
    private final StreamId stream;
    private final Lock turn;
    private @Nullable StreamHead<S, E> head;

    Slot(StreamId stream, Lock turn) {
      this.stream = stream;
      this.turn = turn;
    }

    /** Waits for the turn in the order of arrival, at most until the deadline. */
    void enter(Deadline deadline) {
      try {
        // Never without a time: that would pass by those who wait.
        if (!turn.tryLock(deadline.remainingMillis(), TimeUnit.MILLISECONDS)) {
          throw new UnavailableException(
              "Other commands of this process keep stream " + stream + " busy", false, null);
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
