package dev.headwater.customers.http;

import dev.headwater.CommandHandler;
import dev.headwater.CommandRequest;
import dev.headwater.Outcome;
import dev.headwater.customers.customer.Customer;
import dev.headwater.customers.customer.CustomerCommand;
import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.customer.CustomerRefusal;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The write side: commands to customers. */
public final class CommandApi implements Api {
  /** The {@code timestamp} and the {@code version} are accepted and not read. */
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
  public Response http(HttpRequest request, Instant deadline) {
    return switch (request.routeKey()) {
      case "POST /customers" -> {
        ObjectNode body = request.json();
        if (!body.has("customerId")) {
          body.put("customerId", customerIds.of(request).value());
        }
        yield http("RegisterCustomer", new Fields(body, "body"), request, deadline);
      }
      case "PUT /customers/{id}/email" ->
          http("UpdateEmail", ofCustomerInPath(request), request, deadline);
      case "POST /customers/{id}/suspend" ->
          http("SuspendCustomer", ofCustomerInPath(request), request, deadline);
      case "POST /customers/{id}/reactivate" ->
          http("ReactivateCustomer", ofCustomerInPath(request), request, deadline);
      default -> Response.failed(ProblemType.UNKNOWN_ROUTE);
    };
  }

  private static Fields ofCustomerInPath(HttpRequest request) {
    return new Fields(request.jsonWithCustomerId(), "body").withoutOffering("customerId");
  }

  private Response http(String commandType, Fields fields, HttpRequest request, Instant deadline) {
    new Fields(request.queryFields(), "query").check();
    Long expectedVersion = ETag.expectedVersion(request.header("if-match"));
    var commandId =
        fields.given(
            "Idempotency-Key", request.header("idempotency-key"), CommandParser::commandId);
    CustomerCommand command = CommandParser.parse(commandType, fields);
    var handled =
        request(command, commandId.get())
            .withExpectedVersion(expectedVersion)
            .withMetadata(request.metadata())
            .withDeadline(deadline);
    return switch (handle(handled)) {
      case Reply.Version(long version) -> done(command, version);
      case Reply.Failed(Problem problem) -> new Response.Failed(problem);
    };
  }

  private static Response done(CustomerCommand command, long version) {
    String id = command.customerId().value();
    ObjectNode body = Json.object().put("customerId", id).put("version", version);
    return command instanceof CustomerCommand.RegisterCustomer
        ? new Response.Done(
            201, Map.of("location", "/customers/" + id, "etag", ETag.of(version)), body)
        : new Response.Done(200, Map.of("etag", ETag.of(version)), body);
  }

  @Override
  public Response invoke(JsonNode request, Instant deadline) {
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
    var commandId = fields.given("commandId", envelope.path("commandId"), CommandParser::commandId);
    fields.given("aggregateId", aggregateId, id -> sameId(id, payload.path("customerId")));
    var expectedVersion = fields.optionalNumber("expectedVersion", CommandParser::version);
    CustomerCommand command =
        CommandParser.parse(envelope.path("commandType").asString(""), fields);
    var handled =
        request(command, commandId.get())
            .withExpectedVersion(expectedVersion.get())
            .withDeadline(deadline);
    return switch (handle(handled)) {
      case Reply.Version(long version) ->
          Response.ok(
              Json.object()
                  .put("success", true)
                  .put("customerId", command.customerId().value())
                  .put("version", version));
      case Reply.Failed(Problem problem) -> new Response.Failed(problem);
    };
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
    return command instanceof CustomerCommand.RegisterCustomer ? request.asCreating() : request;
  }

  private Reply handle(CommandRequest<CustomerCommand> request) {
    return switch (handler.handle(request)) {
      case Outcome.Committed<?, ?>(long version, _) -> new Reply.Version(version);
      case Outcome.Unchanged<?, ?>(long version) -> new Reply.Version(version);
      case Outcome.Refused<?, CustomerRefusal>(CustomerRefusal reason, _) ->
          new Reply.Failed(Problem.of(ProblemType.of(reason)));
      case Outcome.VersionConflict<?, ?>(_, long actual) ->
          new Reply.Failed(conflict(request.command(), actual));
      case Outcome.CommandIdReused<?, ?> _ ->
          new Reply.Failed(
              Problem.of(
                  ProblemType.COMMAND_ID_REUSED,
                  "An earlier command with this id had another content: take a new id."));
    };
  }

  /** Whoever expects a version of a customer that does not exist has the wrong customer. */
  private static Problem conflict(CustomerCommand command, long actualVersion) {
    return actualVersion == 0 && !(command instanceof CustomerCommand.RegisterCustomer)
        ? Problem.of(ProblemType.UNKNOWN_CUSTOMER)
        : Problem.stale(actualVersion);
  }

  /** What a command comes back with. */
  private sealed interface Reply {
    record Version(long version) implements Reply {}

    record Failed(Problem problem) implements Reply {}
  }
}
