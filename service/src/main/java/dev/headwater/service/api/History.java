package dev.headwater.service.api;

import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventIds;
import dev.headwater.event.EventLog;
import dev.headwater.event.RecordedEvent;
import dev.headwater.query.SortedPage;
import dev.headwater.service.Aggregate;
import dev.headwater.service.Route;
import dev.headwater.service.http.Api.Call;
import dev.headwater.service.http.Fields;
import dev.headwater.service.http.HistoryPage;
import dev.headwater.service.http.HttpRequest;
import dev.headwater.service.http.Json;
import dev.headwater.service.http.PageRequest;
import dev.headwater.service.http.ProblemException;
import dev.headwater.service.http.Resource;
import dev.headwater.service.http.Response;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Answers pages of an aggregate's events, oldest first, read from the log. */
final class History<E> {
  private final Aggregate<?, ?, E, ?> aggregate;
  private final EventLog<E> log;
  private final EventIds eventIds;
  private final Naming naming;
  private final Resource resource;

  History(Aggregate<?, ?, E, ?> aggregate, EventLog<E> log, Naming naming) {
    this.aggregate = aggregate;
    this.log = log;
    this.eventIds = naming.service().eventIds();
    this.naming = naming;
    this.resource = new Resource(aggregate.noun());
  }

  Call call(HttpRequest request) {
    return new Call(resource, deadline -> answer(request));
  }

  private Response answer(HttpRequest request) {
    Fields fields = request.queryFields();
    var id =
        fields.given(
            aggregate.idField(), request.pathParameter(Route.ID), aggregate.idType()::parse);
    var page = PageRequest.of(fields);
    fields.check();
    return answer(Objects.requireNonNull(id.get()), page.get());
  }

  private Response answer(String id, PageRequest page) {
    return page.answer(
        naming.history(aggregate, id), place -> read(id, place, page.limit()), this::json);
  }

  private SortedPage<RecordedEvent<E>, String> read(String id, @Nullable String place, int limit) {
    var page = HistoryPage.read(log, aggregate.stream(id), place, limit);
    if (place == null && page.entries().isEmpty()) {
      throw new ProblemException(resource.unknown());
    }
    return page;
  }

  /** An event in the current schema of its type, whatever the schema it is stored in. */
  private ObjectNode json(RecordedEvent<E> recorded) {
    EncodedEvent event = aggregate.events().encode(recorded.event());
    ObjectNode json =
        Json.object()
            .put("eventId", eventIds.of(recorded))
            .put("aggregateId", recorded.stream().id())
            .put("eventType", event.eventType())
            .put("schemaVersion", event.schemaVersion())
            .put("version", recorded.version())
            .put("timestamp", recorded.timestamp().toString())
            .put("commandId", recorded.commandId());
    json.set("payload", Json.object(event.payload()));
    json.set(
        "commit",
        Json.object()
            .put("first", recorded.commit().firstVersion())
            .put("count", recorded.commit().count()));
    return json;
  }
}
