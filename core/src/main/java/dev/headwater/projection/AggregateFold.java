package dev.headwater.projection;

import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventCodec;
import dev.headwater.event.EventLog;
import dev.headwater.event.EventLog.Page;
import dev.headwater.event.RecordedEvent;
import dev.headwater.event.StreamId;
import dev.headwater.host.Deadline;
import dev.headwater.host.UnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one aggregate in a batch, and the fold that advances its view: from the messages
 * alone as long as they carry whole commits without a gap, then from the log.
 */
final class AggregateFold<V, E> {
  private final StreamId stream;
  private final List<String> messageIds = new ArrayList<>();
  private final NavigableMap<Long, RecordedEvent<EncodedEvent>> events = new TreeMap<>();
  private boolean repair;
  private boolean moved;
  private @Nullable Unconfirmed unconfirmed;

  AggregateFold(StreamId stream) {
    this.stream = stream;
  }

  void add(Delivery.OfStream delivery) {
    messageIds.add(delivery.messageId());
    switch (delivery) {
      case Delivery.Event(String id, RecordedEvent<EncodedEvent> event) ->
          events.putIfAbsent(event.version(), event);
      case Delivery.Repair repeated -> repair = true;
    }
  }

  StreamId stream() {
    return stream;
  }

  List<String> messageIds() {
    return messageIds;
  }

  /**
   * Whether the messages begin with the stream's first commit, so that no stored view is needed.
   */
  boolean beginsStream() {
    return !repair && !nextCommit(0).isEmpty();
  }

  /**
   * Records that the view was saved over this version. Returns how many messages that view already
   * showed, counted once if a batch moves the view twice.
   */
  int movedFrom(long version) {
    int duplicates = moved ? 0 : messageIds.size() - events.tailMap(version, false).size();
    moved = true;
    unconfirmed = null;
    return duplicates;
  }

  /** How many messages were duplicates, given that this round did not move the view. */
  int duplicatesOfNoMove() {
    return moved ? 0 : messageIds.size();
  }

  /** Records a failed save from one version to another that may have taken effect. */
  void perhapsMoved(long from, long to, Instant oldest) {
    unconfirmed = new Unconfirmed(from, to, oldest);
  }

  /**
   * The failed save, if a view at this version proves that it took effect; otherwise {@code null}.
   */
  @Nullable Unconfirmed confirmedBy(long version) {
    return unconfirmed != null && unconfirmed.to == version ? unconfirmed : null;
  }

  /**
   * A save that may have taken effect, and the time of the first event that the view was missing.
   */
  record Unconfirmed(long from, long to, Instant oldest) {}

  /** Folds what the messages carry beyond a view: whole commits, without a gap. */
  Fold<V> foldMessages(VersionedView<V> from, Projection<V, E> projection, EventCodec<E> codec) {
    Fold<V> fold = new Fold<>(from);
    List<RecordedEvent<EncodedEvent>> commit = nextCommit(from.version());
    while (!commit.isEmpty()) {
      commit.forEach(event -> fold.apply(projection, RecordedEvent.decode(event, codec)));
      commit = nextCommit(fold.version);
    }
    return fold;
  }

  /** Whether the log has to be read to go on from here. */
  boolean needsLog(Fold<V> fold) {
    return repair || events.higherKey(fold.version) != null;
  }

  /**
   * Folds what the log holds beyond the messages, page by page, to the stream head or the deadline.
   * It always reads the first page, and keeps what it folded if the log then stops answering, so
   * even a stream too long for one batch makes progress with each.
   *
   * @throws UnavailableException if the log does not answer and nothing was folded, not even from
   *     the messages
   */
  Fold<V> foldLog(Fold<V> fold, Projection<V, E> projection, EventLog<E> log, Deadline deadline) {
    fold.readFromLog = true;
    do {
      fold.unfinished = foldPage(fold, projection, log);
    } while (fold.unfinished && fold.silence == null && !deadline.hasPassed());
    if (fold.silence != null && fold.version == fold.begun) {
      throw fold.silence;
    }
    return fold;
  }

  /** Returns true if there is or may be more. */
  private boolean foldPage(Fold<V> fold, Projection<V, E> projection, EventLog<E> log) {
    try {
      Page<E> page = log.read(stream, fold.version, EventLog.MAX_PAGE);
      page.commits()
          .forEach(
              missing -> missing.recordedEvents().forEach(event -> fold.apply(projection, event)));
      return page.hasMore();
    } catch (UnavailableException e) {
      fold.silence = e;
      return true;
    }
  }

  /** The whole commit that follows the version; empty if any part of it is missing. */
  private List<RecordedEvent<EncodedEvent>> nextCommit(long version) {
    RecordedEvent<EncodedEvent> first = events.get(version + 1);
    if (first == null || first.commit().firstVersion() != version + 1) {
      return List.of();
    }
    var whole = events.subMap(version, false, first.commit().lastVersion(), true);
    return whole.size() == first.commit().count() ? List.copyOf(whole.values()) : List.of();
  }

  /** A view being advanced. */
  static final class Fold<V> {
    private final long begun;
    private long version;
    private @Nullable V view;
    private boolean readFromLog;
    private boolean unfinished;
    private @Nullable UnavailableException silence;
    private @Nullable Instant oldest;

    private Fold(VersionedView<V> from) {
      this.begun = from.version();
      this.version = begun;
      this.view = from.view();
    }

    private <E> void apply(Projection<V, E> projection, RecordedEvent<E> event) {
      view = projection.apply(view, event);
      version = event.version();
      if (oldest == null) {
        oldest = event.timestamp();
      }
    }

    VersionedView<V> reached() {
      return new VersionedView<>(version, view);
    }

    /** The time of the first event that the view was missing; {@code null} if it missed none. */
    @Nullable Instant oldest() {
      return oldest;
    }

    boolean readFromLog() {
      return readFromLog;
    }

    /**
     * Whether the fold stopped short of the stream head, so that the messages have to come again.
     */
    boolean unfinished() {
      return unfinished;
    }

    /** Why the log could not be read any further; {@code null} if it could. */
    @Nullable UnavailableException silence() {
      return silence;
    }
  }
}
