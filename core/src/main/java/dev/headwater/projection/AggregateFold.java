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
 * The messages of one aggregate in a batch, and the fold that brings its view forward: from the
 * messages alone while they carry whole commits in unbroken order, else from the log.
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

  /** Whether the messages suffice to fold a view from nothing. */
  boolean beginsStream() {
    return !repair && !nextCommit(0).isEmpty();
  }

  /**
   * Notes that the view was saved over this version, and answers how many messages told nothing
   * that it did not show. Those of a batch that moves a view twice are counted once.
   */
  int movedFrom(long version) {
    int duplicates = moved ? 0 : messageIds.size() - events.tailMap(version, false).size();
    moved = true;
    unconfirmed = null;
    return duplicates;
  }

  /** How many messages told nothing new to a view that had nothing to learn. */
  int duplicatesOfNoMove() {
    return moved ? 0 : messageIds.size();
  }

  /** Notes that a save from one version to another failed, and may be stored all the same. */
  void perhapsMoved(long from, long to, Instant oldest) {
    unconfirmed = new Unconfirmed(from, to, oldest);
  }

  /** The save that failed, when a view at this version shows that it is stored. */
  @Nullable Unconfirmed confirmedBy(long version) {
    return unconfirmed != null && unconfirmed.to == version ? unconfirmed : null;
  }

  /** A save that may be stored, and when the first event happened that the view was missing. */
  record Unconfirmed(long from, long to, Instant oldest) {}

  /** Folds what the messages hold beyond a view: whole commits, in unbroken order. */
  Fold<V> foldMessages(VersionedView<V> from, Projection<V, E> projection, EventCodec<E> codec) {
    Fold<V> fold = new Fold<>(from);
    List<RecordedEvent<EncodedEvent>> commit = nextCommit(from.version());
    while (!commit.isEmpty()) {
      commit.forEach(event -> fold.apply(projection, RecordedEvent.decode(event, codec)));
      commit = nextCommit(fold.version);
    }
    return fold;
  }

  /** Whether the messages do not suffice to go on from what they were folded to. */
  boolean needsLog(Fold<V> fold) {
    return repair || events.higherKey(fold.version) != null;
  }

  /**
   * Folds what the log holds beyond the messages. It is read page by page until its head or the
   * deadline, the first page in any case: so even a stream that is too long for one batch moves on
   * with each, and so it does when the log falls silent in the middle.
   *
   * @throws UnavailableException when the log does not answer and nothing was folded, the messages
   *     included
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

  /** True when there is more, as far as is known. */
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

  /** The whole commit that follows the version, or nothing when a part of it is missing. */
  private List<RecordedEvent<EncodedEvent>> nextCommit(long version) {
    RecordedEvent<EncodedEvent> first = events.get(version + 1);
    if (first == null || first.commit().firstVersion() != version + 1) {
      return List.of();
    }
    var whole = events.subMap(version, false, first.commit().lastVersion(), true);
    return whole.size() == first.commit().count() ? List.copyOf(whole.values()) : List.of();
  }

  /** A view on its way forward. */
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

    /** When the first event happened that the view was missing; {@code null} for none. */
    @Nullable Instant oldest() {
      return oldest;
    }

    boolean readFromLog() {
      return readFromLog;
    }

    /** Not folded to the head of the log: the messages are needed once more. */
    boolean unfinished() {
      return unfinished;
    }

    /** Why the log was not read any further, if it fell silent. */
    @Nullable UnavailableException silence() {
      return silence;
    }
  }
}
