package dev.headwater.cli;

import dev.headwater.cli.operated.CommandException;
import dev.headwater.cli.operated.Console;
import dev.headwater.cli.operated.OperatedService;
import dev.headwater.cli.operated.OperationsClient;
import dev.headwater.cli.report.StatusPage;
import dev.headwater.service.status.ServiceStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Asks a service how it is. */
record StatusLook(OperatedService service, boolean json) {
  /** The service answers within seconds; its start may take longer. */
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private static final String OWN_COMMAND = "headwater ";

  /** What was seen, as text or as JSON, with a line break at the end. */
  record Seen(String text, boolean healthy) {}

  /**
   * Looks once. A call that may have failed by chance is repeated.
   *
   * @throws CommandException if the service does not answer
   */
  Seen once(Console console) {
    return look(
        true,
        client ->
            OperationsClient.done(
                client.callAgain(request(), TIMEOUT, console), client.function()));
  }

  /** Looks once; without an answer, the text says why. JSON is one line. */
  String tryOnce() {
    try {
      return look(false, client -> ask(client, TIMEOUT)).text();
    } catch (CommandException away) {
      String reason = String.valueOf(away.getMessage());
      return json
          ? JsonMapper.shared().createObjectNode().put("error", reason) + "\n"
          : reason + "\n";
    }
  }

  private Seen look(boolean pretty, Function<OperationsClient, ObjectNode> call) {
    try (OperationsClient client = service.open()) {
      ObjectNode answer = call.apply(client);
      ObjectNode result = withOptions(answer.path("result"), service.options());
      ServiceStatus status = read(result, client);
      return new Seen(
          json ? document(answer, status, result, pretty) : page(answer, status),
          status.isHealthy());
    }
  }

  /** The answer to one call. */
  static ObjectNode ask(OperationsClient client, Duration timeout) {
    return OperationsClient.done(client.call(request(), timeout), client.function());
  }

  private static ObjectNode request() {
    return JsonMapper.shared().createObjectNode().put("operation", "status");
  }

  /**
   * The status in an answer.
   *
   * @throws CommandException if the answer has none
   */
  static ServiceStatus read(JsonNode result, OperationsClient client) {
    try {
      return ServiceStatus.read(result);
    } catch (IllegalArgumentException e) {
      throw new CommandException(
          "The answer of "
              + client.function()
              + " cannot be read: use a headwater command of the service's version.",
          e);
    }
  }

  /** The service does not know how it is called: its commands need the caller's options. */
  private static ObjectNode withOptions(JsonNode result, String options) {
    ObjectNode copy = JsonMapper.shared().createObjectNode();
    result.properties().forEach(property -> copy.set(property.getKey(), property.getValue()));
    for (JsonNode attention : copy.path("attention")) {
      String command = attention.path("command").asString("");
      if (attention instanceof ObjectNode line && command.startsWith(OWN_COMMAND)) {
        line.put("command", command + options);
      }
    }
    return copy;
  }

  private static String document(
      JsonNode answer, ServiceStatus status, ObjectNode result, boolean pretty) {
    ObjectNode document = JsonMapper.shared().createObjectNode();
    document.set("service", answer.path("service"));
    document.set("headwater", answer.path("headwater"));
    document.put("healthy", status.isHealthy());
    document.setAll(result);
    return (pretty ? document.toPrettyString() : document.toString()) + "\n";
  }

  private static String page(JsonNode answer, ServiceStatus status) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    new StatusPage(out)
        .print(status, answer.path("service").asString(""), answer.path("headwater").asString(""));
    out.flush();
    return text.toString();
  }
}
