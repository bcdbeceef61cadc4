package dev.headwater.service.http;

import tools.jackson.databind.node.ObjectNode;

/** Responses in the forms that the gateway and direct callers expect. */
final class ResponseJson {
  private static final String RETRY_AFTER_SECONDS = "1";

  private ResponseJson() {}

  /** In payload format 2.0 of an HTTP API; problems as RFC 9457 defines them. */
  static ObjectNode http(Response response) {
    return switch (response) {
      case Response.Done(var status, var headers, var body) ->
          http(status, Json.object(headers).put("content-type", "application/json"), body);
      case Response.Failed(Problem problem) ->
          http(problem.type().status(), headers(problem), details(problem));
    };
  }

  private static ObjectNode http(int status, ObjectNode headers, ObjectNode body) {
    ObjectNode answer = Json.object().put("statusCode", status);
    answer.set("headers", headers);
    return answer.put("body", Json.text(body)).put("isBase64Encoded", false);
  }

  private static ObjectNode headers(Problem problem) {
    ObjectNode headers = Json.object().put("content-type", "application/problem+json");
    if (problem.type().equals(ProblemType.UNAVAILABLE)) {
      headers.put("retry-after", RETRY_AFTER_SECONDS);
    }
    if (problem.actualVersion() != null) {
      headers.put("etag", ETag.of(problem.actualVersion()));
    }
    return headers;
  }

  private static ObjectNode details(Problem problem) {
    return withExtensions(
        Json.object()
            .put("type", problem.type().uri())
            .put("title", problem.type().title())
            .put("status", problem.type().status())
            .put("detail", problem.detail()),
        problem);
  }

  static ObjectNode invoke(Response response) {
    return switch (response) {
      case Response.Done(var status, var headers, var body) ->
          invoke(status == 201 ? 200 : status, body);
      case Response.Failed(Problem problem) ->
          invoke(
              problem.type().status(),
              withExtensions(
                  Json.object().put("error", problem.detail()).put("type", problem.type().uri()),
                  problem));
    };
  }

  private static ObjectNode invoke(int status, ObjectNode body) {
    return Json.object().put("statusCode", status).put("body", Json.text(body));
  }

  private static ObjectNode withExtensions(ObjectNode target, Problem problem) {
    if (!problem.fields().isEmpty()) {
      target.set("errors", Json.object(problem.fields()));
    }
    if (problem.actualVersion() != null) {
      target.put("actualVersion", problem.actualVersion());
    }
    return target;
  }
}
