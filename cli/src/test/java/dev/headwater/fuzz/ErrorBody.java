package dev.headwater.fuzz;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The errors that docs/http-api.md allows, and nothing else. */
final class ErrorBody {
  private static final String URN = "urn:headwater:problem:";
  private static final Map<String, Integer> STATUS = statuses();
  private static final Set<String> PROBLEM =
      Set.of("type", "title", "status", "detail", "errors", "actualVersion");
  private static final Set<String> INVOKE = Set.of("error", "type", "errors", "actualVersion");

  /** Of API Gateway, and of the server where the request is not even one. */
  private static final Set<Integer> OF_THE_GATEWAY =
      Set.of(400, 401, 403, 404, 405, 411, 413, 414, 417, 429, 431, 503);

  private ErrorBody() {}

  private static Map<String, Integer> statuses() {
    Map<String, Integer> all = new HashMap<>();
    Set.of("malformed-request", "invalid-fields", "unknown-version")
        .forEach(type -> all.put(type, 400));
    Set.of("unknown-customer", "unknown-route").forEach(type -> all.put(type, 404));
    Set.of("already-registered", "not-active", "already-suspended", "not-suspended", "email-taken")
        .forEach(type -> all.put(type, 409));
    all.putAll(
        Map.of(
            "stale-version",
            412,
            "too-large",
            413,
            "unsupported-media-type",
            415,
            "command-id-reused",
            422,
            "unavailable",
            503));
    return Map.copyOf(all);
  }

  /** What is wrong with an error over HTTP; nothing when it is as documented. */
  static Optional<String> fault(Answer answer) {
    JsonNode json = answer.json().orElse(null);
    if (json == null || !json.isObject()) {
      return Optional.of("is no JSON object");
    }
    String mediaType = answer.header("content-type").split(";", 2)[0];
    if (mediaType.equals("application/json")) {
      return isOfTheGateway(answer.status(), json)
          ? Optional.empty()
          : Optional.of("is no {message} of the gateway");
    }
    if (!mediaType.equals("application/problem+json")) {
      return Optional.of("has the type " + mediaType);
    }
    if (json.path("status").asInt(0) != answer.status()
        || isBlank(json.path("title"))
        || isBlank(json.path("detail"))) {
      return Optional.of("lacks title, detail or the right status");
    }
    return fault(answer.status(), json, PROBLEM);
  }

  /** The same for the error of a direct invoke. */
  static Optional<String> invokeFault(int status, JsonNode body) {
    return isBlank(body.path("error"))
        ? Optional.of("lacks an error")
        : fault(status, body, INVOKE);
  }

  private static Optional<String> fault(int status, JsonNode json, Set<String> fields) {
    String type = json.path("type").asString("");
    if (!fields.containsAll(json.propertyNames())) {
      return Optional.of("has undocumented fields");
    }
    if (!type.startsWith(URN) || STATUS.getOrDefault(type.substring(URN.length()), 0) != status) {
      return Optional.of("has no type that goes with " + status);
    }
    return type.endsWith(":invalid-fields") == json.path("errors").isObject()
        ? Optional.empty()
        : Optional.of("names no field, or names one without need");
  }

  private static boolean isOfTheGateway(int status, JsonNode json) {
    return OF_THE_GATEWAY.contains(status) && !isBlank(json.path("message")) && json.size() == 1;
  }

  private static boolean isBlank(JsonNode node) {
    return !node.isString() || node.asString().isBlank();
  }
}
