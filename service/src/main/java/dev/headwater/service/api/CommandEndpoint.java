package dev.headwater.service.api;

import dev.headwater.CommandHandler;
import dev.headwater.CommandRequest;
import dev.headwater.Outcome;
import dev.headwater.service.Aggregate;
import dev.headwater.service.CommandDescription;
import dev.headwater.service.Route;
import dev.headwater.service.http.ETag;
import dev.headwater.service.http.Fields;
import dev.headwater.service.http.HttpRequest;
import dev.headwater.service.http.IdempotencyKey;
import dev.headwater.service.http.Json;
import dev.headwater.service.http.Problem;
import dev.headwater.service.http.ProblemException;
import dev.headwater.service.http.ProblemType;
import dev.headwater.service.http.Resource;
import dev.headwater.service.http.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One type of command: reads it from requests, has it handled, and answers with the outcome. */
final class CommandEndpoint<C, S, E, R> {
  private final Aggregate<C, S, E, R> aggregate;
  private final CommandDescription<C> description;
  private final CommandHandler<C, S, E, R> handler;
  private final CommandReader<C> reader;
  private final FilledIn filledIn;
  private final String idPurpose;
  private final Resource resource;
  private final String idField;
  private final Map<String, String> pathFields;
  private final boolean generatesIds;
  private final @Nullable Route lookUp;

  CommandEndpoint(
      Aggregate<C, S, E, R> aggregate,
      CommandDescription<C> description,
      CommandHandler<C, S, E, R> handler,
      Naming naming,
      FilledIn filledIn) {
    this.aggregate = aggregate;
    this.description = description;
    this.handler = handler;
    this.reader = new CommandReader<>(aggregate, description, naming.reservedIds(aggregate));
    this.filledIn = filledIn;
    this.idPurpose = naming.isFirst(aggregate) ? "" : aggregate.category();
    this.resource = new Resource(aggregate.noun());
    this.idField = aggregate.idField();
    this.pathFields =
        description.route() == null ? Map.of() : Naming.pathFields(description.route(), idField);
    this.generatesIds =
        description.creates()
            && !pathFields.containsKey(Route.ID)
            && aggregate.idType().acceptsGenerated();
    this.lookUp = naming.lookUp(aggregate);
  }

  Resource resource() {
    return resource;
  }

  Response http(HttpRequest request, Instant deadline) {
    Fields fields = fields(request);
    request.queryFields().check();
    Long expectedVersion = request.expectedVersion();
    var commandId =
        fields.given("Idempotency-Key", request.idempotencyKey(), IdempotencyKey::parse);
    C command = reader.read(fields, filledIn.of(description, fields.text(idField), request));
    String id = reader.id(command);
    long version =
        handle(
            request(command, id, commandId.get())
                .withExpectedVersion(expectedVersion)
                .withMetadata(request.metadata())
                .withDeadline(deadline));
    String etag = ETag.of(version);
    ObjectNode body = Json.object().put(idField, id).put("version", version);
    if (!description.creates()) {
      return new Response.Done(200, Map.of("etag", etag), body);
    }
    return new Response.Done(
        201,
        lookUp == null
            ? Map.of("etag", etag)
            : Map.of("location", location(lookUp, id), "etag", etag),
        body);
  }

  /** If ids are generated, a request needs a body, and gets an id if it has none. */
  private Fields fields(HttpRequest request) {
    if (!generatesIds) {
      return request.fieldsWithPath(pathFields);
    }
    ObjectNode body = request.json();
    if (Fields.isAbsent(body.path(idField))) {
      body.put(idField, filledIn.ids().generate(request, idPurpose));
    }
    return request.fieldsWithPath(body, pathFields);
  }

  private static String location(Route lookUp, String id) {
    return lookUp
        .path()
        .replace(
            "{" + Route.ID + "}",
            URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20"));
  }

  Response invoke(CommandEnvelope envelope, Instant deadline) {
    Fields fields = envelope.fields(idField);
    var commandId = fields.given("commandId", envelope.commandId(), IdempotencyKey::parse);
    envelope.checkAggregateId(fields, idField);
    var expectedVersion = fields.optionalVersion("expectedVersion");
    C command = reader.read(fields, filledIn.of(description, fields.text(idField), null));
    String id = reader.id(command);
    long version =
        handle(
            request(command, id, commandId.get())
                .withExpectedVersion(expectedVersion.get())
                .withDeadline(deadline));
    return Response.ok(Json.object().put("success", true).put(idField, id).put("version", version));
  }

  private CommandRequest<C> request(C command, String id, @Nullable String commandId) {
    var request =
        CommandRequest.of(aggregate.stream(id), command)
            .withStamp(commandId == null ? null : reader.stamp(commandId, command));
    return description.creates() ? request.asCreating() : request;
  }

  /** Returns the aggregate's version after the command. */
  private long handle(CommandRequest<C> request) {
    return switch (handler.handle(request)) {
      case Outcome.Committed<E, R> committed -> committed.version();
      case Outcome.Unchanged<E, R> unchanged -> unchanged.version();
      case Outcome.Refused<E, R> refused ->
          throw new ProblemException(
              Refusals.of(resource, refused.reason(), aggregate.refusal(refused.reason())));
      case Outcome.VersionConflict<E, R> conflict ->
          throw new ProblemException(conflict(conflict.actualVersion()));
      case Outcome.CommandIdReused<E, R> reused ->
          throw new ProblemException(
              Problem.of(
                  ProblemType.COMMAND_ID_REUSED,
                  "An earlier command with this id had another content: take a new id."));
    };
  }

  /** A caller who expects a version of an aggregate that does not exist has the wrong one. */
  private Problem conflict(long actualVersion) {
    return actualVersion == 0 && !description.creates()
        ? resource.unknown()
        : resource.stale(actualVersion);
  }
}
