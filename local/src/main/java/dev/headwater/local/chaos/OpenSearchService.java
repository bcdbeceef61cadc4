package dev.headwater.local.chaos;

import dev.headwater.local.http.HttpCall;
import dev.headwater.local.http.HttpReply;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * OpenSearch. The first or second path segment of a request names its operation; an index cannot
 * have such a name. Operations that manage indexes are not listed, so faults never strike them.
 */
record OpenSearchService() implements FrontedService {
  /** The status for a full queue, of a whole request or of one bulk item. */
  static final int TOO_MANY_REQUESTS = 429;

  private static final Set<String> READS =
      Set.of("_search", "_msearch", "_count", "_mget", "_source");
  private static final Set<String> WRITES =
      Set.of("_create", "_update", "_update_by_query", "_delete_by_query");
  private static final Set<String> READING = Set.of("GET", "HEAD");

  @Override
  public Optional<Operation> operation(HttpCall request) {
    return parts(request).stream()
        .limit(2)
        .flatMap(part -> operation(part, request.method()).stream())
        .findFirst();
  }

  private static Optional<Operation> operation(String part, String method) {
    if (part.equals("_bulk")) {
      return Optional.of(Operation.BULK);
    }
    boolean reads = part.equals("_doc") ? READING.contains(method) : READS.contains(part);
    if (reads) {
      return Optional.of(Operation.READ);
    }
    return part.equals("_doc") || WRITES.contains(part)
        ? Optional.of(Operation.WRITE)
        : Optional.empty();
  }

  /** The index that the path names, or an empty string. */
  static String index(HttpCall request) {
    String first = parts(request).getFirst();
    return first.startsWith("_") ? "" : first;
  }

  private static List<String> parts(HttpCall request) {
    return List.of(request.rawPath().substring(1).split("/", -1));
  }

  /** The error of one bulk item, or of a whole request. */
  static ObjectNode rejection() {
    return error("rejected_execution_exception", "rejected execution (chaos)");
  }

  @Override
  public HttpReply throttled() {
    return reply(TOO_MANY_REQUESTS, rejection());
  }

  @Override
  public HttpReply failed() {
    return reply(500, error("receive_timeout_transport_exception", "lost reply (chaos)"));
  }

  private static ObjectNode error(String type, String reason) {
    return JsonNodeFactory.instance.objectNode().put("type", type).put("reason", reason);
  }

  private static HttpReply reply(int status, ObjectNode cause) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ObjectNode error = body.putObject("error");
    error.putArray("root_cause").add(cause);
    error.setAll(cause);
    return HttpReply.json(status, "application/json; charset=UTF-8", body.put("status", status));
  }
}
