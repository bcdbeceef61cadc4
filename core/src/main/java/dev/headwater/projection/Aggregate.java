package dev.headwater.projection;

import dev.headwater.event.EncodedEvent;
import dev.headwater.event.RecordedEvent;
import dev.headwater.event.StreamId;
import dev.headwater.projection.Step.Save;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The messages of one aggregate in a batch, and whether they have moved its view yet. */
final class Aggregate<V> {
  private final StreamId stream;
  private final List<String> messageIds = new ArrayList<>();
  private final NavigableMap<Long, RecordedEvent<EncodedEvent>> events = new TreeMap<>();
  private boolean repair;
  private boolean moved;
  private @Nullable Save<V> unconfirmed;

  Aggregate(StreamId stream) {
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

  String id() {
    return stream.id();
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

  /** The whole commit that follows the version; empty if any part of it is missing. */
  Collection<RecordedEvent<EncodedEvent>> nextCommit(long version) {
    RecordedEvent<EncodedEvent> first = events.get(version + 1);
    if (first == null || first.commit().firstVersion() != version + 1) {
      return List.of();
    }
    var whole = events.subMap(version, false, first.commit().lastVersion(), true);
    return whole.size() == first.commit().count() ? whole.values() : List.of();
  }

  /** Whether the log has to be read after the messages were folded up to this version. */
  boolean needsLog(long version) {
    return repair || events.higherKey(version) != null;
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

  /** How many messages were duplicates, given that this round saved nothing. */
  int duplicatesUnlessMoved() {
    return moved ? 0 : messageIds.size();
  }

  /** Records a failed save that may have taken effect. */
  void mayHaveMoved(Save<V> save) {
    unconfirmed = save;
  }

  /** The failed save, if a view at this version proves that it took effect. */
  Optional<Save<V>> confirmedBy(long version) {
    return unconfirmed != null && unconfirmed.change().next().version() == version
        ? Optional.of(unconfirmed)
        : Optional.empty();
  }
}
