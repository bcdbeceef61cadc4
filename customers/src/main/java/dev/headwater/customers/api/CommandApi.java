package dev.headwater.customers.api;

import dev.headwater.CommandHandler;
import dev.headwater.CommandRequest;
import dev.headwater.Outcome;
import dev.headwater.customers.customer.Customer;
import dev.headwater.customers.customer.CustomerCommand;
import dev.headwater.customers.customer.CustomerCommand.RegisterCustomer;
import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.customer.CustomerRefusal;
import dev.headwater.service.http.Api;
import dev.headwater.service.http.ETag;
import dev.headwater.service.http.Fields;
import dev.headwater.service.http.HttpRequest;
import dev.headwater.service.http.IdempotencyKey;
import dev.headwater.service.http.Json;
import dev.headwater.service.http.Problem;
import dev.headwater.service.http.ProblemException;
import dev.headwater.service.http.ProblemType;
import dev.headwater.service.http.Response;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The write side: commands that change customers. */
public final class CommandApi implements Api {
  /** The {@code timestamp} and the {@code version} are accepted but ignored. */
  private static final Set<String> ENVELOPE =
      Set.of("commandType", "payload", "commandId", "aggregateId", "timestamp", "version");

  private final CommandHandler<CustomerCommand, Customer, CustomerEvent, CustomerRefusal> handler;
  private final CustomerIds customerIds;

  public CommandApi(
      CommandHandler<CustomerCommand, Customer, CustomerEvent, CustomerRefusal> handler,
      CustomerIds customerIds) {
    this.handler = handler;
    this.customerIds = customerIds;
  }

  @Override
  public Call http(HttpRequest request) {
    return new Call(CustomerProblems.CUSTOMER, deadline -> http(request, deadline));
  }

  @Override
  public Call invoke(JsonNode request) {
    return new Call(CustomerProblems.CUSTOMER, deadline -> invoke(request, deadline));
  }

  private Response http(HttpRequest request, Instant deadline) {
    return switch (request.routeKey()) {
      case "POST /customers" -> {
        ObjectNode body = request.json();
        if (!body.has("customerId")) {
          body.put("customerId", customerIds.generate(request).value());
        }
        yield http("RegisterCustomer", new Fields(body, "body"), request, deadline);
      }
      case "PUT /customers/{id}/email" ->
          http(
              "UpdateEmail", request.fieldsWithPath(Map.of("id", "customerId")), request, deadline);
      case "POST /customers/{id}/suspend" ->
          http(
              "SuspendCustomer",
              request.fieldsWithPath(Map.of("id", "customerId")),
              request,
              deadline);
      case "POST /customers/{id}/reactivate" ->
          http(
              "ReactivateCustomer",
              request.fieldsWithPath(Map.of("id", "customerId")),
              request,
              deadline);
      default -> new Response.Failed(Problem.of(ProblemType.UNKNOWN_ROUTE));
    };
  }

  private Response http(String commandType, Fields fields, HttpRequest request, Instant deadline) {
    request.queryFields().check();
    Long expectedVersion = request.expectedVersion();
    var commandId =
        fields.given("Idempotency-Key", request.idempotencyKey(), IdempotencyKey::parse);
    CustomerCommand command = CommandParser.parse(commandType, fields);
    long version =
        handle(
            request(command, commandId.get())
                .withExpectedVersion(expectedVersion)
                .withMetadata(request.metadata())
                .withDeadline(deadline));
    String id = command.customerId().value();
    String etag = ETag.of(version);
    ObjectNode body = Json.object().put("customerId", id).put("version", version);
    return command instanceof RegisterCustomer
        ? new Response.Done(201, Map.of("location", "/customers/" + id, "etag", etag), body)
        : new Response.Done(200, Map.of("etag", etag), body);
  }

  private Response invoke(JsonNode request, Instant deadline) {
    if (!(request instanceof ObjectNode envelope)
        || !(envelope.path("payload") instanceof ObjectNode payload)
        || !ENVELOPE.containsAll(envelope.propertyNames())) {
      throw ProblemException.malformed(
          "A command reads {\"commandType\": \"…\", \"payload\": {…}, \"commandId\"?,"
              + " \"aggregateId\"?, \"timestamp\"?, \"version\"?}.");
    }
    JsonNode aggregateId = envelope.path("aggregateId");
    if (aggregateId.isString() && Fields.isAbsent(payload.path("customerId"))) {
      payload.set("customerId", aggregateId);
    }
    Fields fields = new Fields(payload, "payload");
    var commandId = fields.given("commandId", envelope.path("commandId"), IdempotencyKey::parse);
    fields.given("aggregateId", aggregateId, id -> sameId(id, payload.path("customerId")));
    var expectedVersion = fields.optionalVersion("expectedVersion");
    CustomerCommand command =
        CommandParser.parse(envelope.path("commandType").asString(""), fields);
    long version =
        handle(
            request(command, commandId.get())
                .withExpectedVersion(expectedVersion.get())
                .withDeadline(deadline));
    return Response.ok(
        Json.object()
            .put("success", true)
            .put("customerId", command.customerId().value())
            .put("version", version));
  }

  private static String sameId(String aggregateId, JsonNode customerId) {
    if (!customerId.asString("").equals(aggregateId)) {
      throw new IllegalArgumentException("is not the payload's customerId");
    }
    return aggregateId;
  }

  private static CommandRequest<CustomerCommand> request(
      CustomerCommand command, @Nullable String commandId) {
    var request =
        CommandRequest.of(command.customerId().stream(), command)
            .withStamp(commandId == null ? null : CommandParser.stamp(commandId, command));
    return command instanceof RegisterCustomer ? request.asCreating() : request;
  }

  /** Returns the customer's version after the command. */
  private long handle(CommandRequest<CustomerCommand> request) {
    return switch (handler.handle(request)) {
      case Outcome.Committed<?, ?>(long version, _) -> version;
      case Outcome.Unchanged<?, ?>(long version) -> version;
      case Outcome.Refused<?, CustomerRefusal>(CustomerRefusal reason, _) ->
          throw new ProblemException(CustomerProblems.of(reason));
      case Outcome.VersionConflict<?, ?>(_, long actual) ->
          throw new ProblemException(conflict(request.command(), actual));
      case Outcome.CommandIdReused<?, ?> _ ->
          throw new ProblemException(
              Problem.of(
                  ProblemType.COMMAND_ID_REUSED,
                  "An earlier command with this id had another content: take a new id."));
    };
  }

  /** A caller who expects a version of a customer that does not exist has the wrong customer. */
  private static Problem conflict(CustomerCommand command, long actualVersion) {
    return actualVersion == 0 && !(command instanceof RegisterCustomer)
        ? CustomerProblems.CUSTOMER.unknown()
        : CustomerProblems.CUSTOMER.stale(actualVersion);
  }
}
