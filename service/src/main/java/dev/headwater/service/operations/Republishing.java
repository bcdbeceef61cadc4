package dev.headwater.service.operations;

import dev.headwater.audit.ScanPosition;
import dev.headwater.audit.ScanSettings;
import dev.headwater.event.Commit;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventLog;
import dev.headwater.event.RecordedEvent;
import dev.headwater.event.StreamId;
import dev.headwater.event.UnreadableEventException;
import dev.headwater.host.ConfigurationFault;
import dev.headwater.host.UnavailableException;
import dev.headwater.relay.EventPublisher;
import dev.headwater.relay.ParkedCommits;
import dev.headwater.relay.Relay;
import dev.headwater.relay.RelayedBatch;
import dev.headwater.relay.StreamRecord;
import dev.headwater.service.Service;
import dev.headwater.service.View;
import dev.headwater.service.http.Json;
import dev.headwater.service.operations.internal.OperationException;
import dev.headwater.service.operations.internal.Positions;
import dev.headwater.service.operations.internal.Slice;
import dev.headwater.service.operations.internal.SlicedOperation;
import dev.headwater.service.operations.internal.Totals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Publishes events out of the events table again, at a limited rate. */
final class Republishing implements SlicedOperation {
  /** Covers a page at a low rate, and the retries of its last events. */
  private static final Duration LAST_CALLS = Duration.ofSeconds(90);

  private static final Duration RESUMABLE = Duration.ofDays(7);
  private static final int MOST_AT_ONCE = 100;
  private static final String AT = "at";
  private static final String VERSION = "version";

  private final OperationStores stores;
  private final RepublishRequest request;

  /** Of the events that the only projection folds; empty for all. */
  private final String category;

  private final @Nullable StreamId stream;
  private final EventPublisher publisher;

  Republishing(Service service, OperationStores stores, RepublishRequest request) {
    this.stores = stores;
    this.request = request;
    this.category = request.view() == null ? "" : category(service, request.view());
    this.stream = request.stream() == null ? null : StreamNames.read(service, request.stream());
    this.publisher = stores.replaying(request.view() == null ? "" : request.view());
  }

  private static String category(Service service, String projection) {
    List<String> names = new ArrayList<>();
    for (View<?, ?> view : service.views()) {
      names.add(view.name());
      if (view.search() != null) {
        names.add(view.search().projection());
      }
      if (names.contains(projection)) {
        return view.aggregate().category();
      }
    }
    throw OperationException.invalid(
        "The service has no view or search of this name; there are " + names);
  }

  @Override
  public long expectedItems() {
    return stream == null ? stores.commits().approximateItems() : 0;
  }

  @Override
  public Duration reserve() {
    return LAST_CALLS;
  }

  @Override
  public Duration resumable() {
    return RESUMABLE;
  }

  @Override
  public @Nullable ObjectNode run(@Nullable ObjectNode from, Slice slice, Totals totals) {
    Replay replay = new Replay(slice);
    try {
      return stream == null ? scan(from, slice, replay) : read(stream, from, slice, replay);
    } finally {
      totals.add("events", replay.events.get());
      totals.add("failed", replay.failed.get());
    }
  }

  private @Nullable ObjectNode scan(@Nullable ObjectNode from, Slice slice, Replay replay) {
    ScanSettings scan = request.scan(slice);
    ScanPosition next =
        stores
            .commits()
            .run(
                from == null
                    ? ScanPosition.begin(scan.atOnce())
                    : Positions.read(from, AT, ScanPosition.class),
                scan,
                replay::all);
    return next.isDone() ? null : Positions.write(Json.object(), AT, next);
  }

  private @Nullable ObjectNode read(
      StreamId only, @Nullable ObjectNode from, Slice slice, Replay replay) {
    long version = from == null ? 0 : from.path(VERSION).asLong(0);
    EventLog<EncodedEvent> log = stores.storedLog();
    EventLog.Page<EncodedEvent> page;
    do {
      try {
        page = log.read(only, version, Math.min(request.perSecond(), MOST_AT_ONCE));
      } catch (UnreadableEventException e) {
        replay.fail(failure(only.toString(), String.valueOf(e.getMessage())));
        return null;
      }
      slice.read().addAndGet(page.commits().size());
      replay.all(page.commits().stream().map(Republishing::record).toList());
      if (!page.commits().isEmpty()) {
        version = page.commits().getLast().lastVersion();
      }
    } while (page.hasMore() && !slice.isOver().getAsBoolean());
    return page.hasMore() ? Json.object().put(VERSION, version) : null;
  }

  private static StreamRecord record(Commit<EncodedEvent> commit) {
    String stream = commit.stream().toString();
    String version = Long.toString(commit.firstVersion());
    return new StreamRecord.Committed(
        stream + ' ' + version, Map.of("stream", stream, VERSION, version), commit);
  }

  private static ObjectNode failure(StreamRecord record, String reason) {
    return record instanceof StreamRecord.Committed committed
        ? failure(committed.commit().stream().toString(), reason)
            .put(VERSION, committed.commit().firstVersion())
        : failure(String.join(" ", record.key().values()), reason);
  }

  private static ObjectNode failure(String stream, String reason) {
    return Json.object().put("kind", "refused").put("stream", stream).put("reason", reason);
  }

  /** Publishes what the request selects, in this slice. */
  private final class Replay implements EventPublisher {
    private final Slice slice;
    private final Pace pace = new Pace(stores.host(), request.perSecond());
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    Replay(Slice slice) {
      this.slice = slice;
    }

    /**
     * A commit of which an event is refused is reported; others of its events may have been
     * published.
     */
    void all(List<StreamRecord> records) {
      List<StreamRecord> selected = records.stream().filter(this::selects).toList();
      Map<Map<String, String>, StreamRecord> byKey = new HashMap<>();
      selected.forEach(record -> byKey.put(record.key(), record));
      ParkedCommits refused =
          (key, reason) -> fail(failure(Objects.requireNonNull(byKey.get(key)), reason));
      Relay relay = new Relay(this, refused, stores.host());
      for (int from = 0; from < selected.size(); from += MOST_AT_ONCE) {
        RelayedBatch batch =
            relay.relay(
                selected.subList(from, Math.min(selected.size(), from + MOST_AT_ONCE)),
                Instant.MAX);
        if (batch.resumeAt() != null) {
          throw unavailable(batch.faults());
        }
      }
    }

    private boolean selects(StreamRecord record) {
      return switch (record) {
        case StreamRecord.Committed(var sequenceNumber, var key, var commit) ->
            request.includes(commit.timestamp())
                && !commit.stream().category().equals(StreamId.HEARTBEATS)
                && (category.isEmpty() || category.equals(commit.stream().category()))
                && commit.events().stream().anyMatch(each -> request.includes(each.eventType()));
        case StreamRecord.Malformed malformed -> true;
        case StreamRecord.Altered altered -> false;
        case StreamRecord.Skipped skipped -> false;
      };
    }

    /** Of the events of a commit, those of other types count as published. */
    @Override
    public List<Result> publish(List<RecordedEvent<EncodedEvent>> all) {
      List<RecordedEvent<EncodedEvent>> selected =
          all.stream().filter(each -> request.includes(each.event().eventType())).toList();
      if (!request.onlyCounts()) {
        pace.take(selected.size());
      }
      List<Result> results =
          request.onlyCounts()
              ? selected.stream().<Result>map(each -> new Result.Published()).toList()
              : publisher.publish(selected);
      List<Result> merged = new ArrayList<>(all.size());
      int next = 0;
      for (RecordedEvent<EncodedEvent> event : all) {
        Result result =
            request.includes(event.event().eventType())
                ? results.get(next++)
                : new Result.Published();
        merged.add(result);
      }
      events.addAndGet(results.stream().filter(Result.Published.class::isInstance).count());
      return merged;
    }

    void fail(ObjectNode failure) {
      failed.incrementAndGet();
      slice.findings().add(failure);
    }

    private UnavailableException unavailable(Set<ConfigurationFault> faults) {
      return new UnavailableException(
          "The events cannot be published", true, faults.stream().findFirst().orElse(null), null);
    }
  }
}
