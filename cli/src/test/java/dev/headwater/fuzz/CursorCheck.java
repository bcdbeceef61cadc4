package dev.headwater.fuzz;

import dev.headwater.fuzz.Finding.Kind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Hands each cursor back where it came from: it must be accepted. */
final class CursorCheck {
  private final Findings findings;
  private final Known known;

  CursorCheck(Findings findings, Known known) {
    this.findings = findings;
    this.known = known;
  }

  /**
   * @param sender answers a request, or with nothing when no answer came
   */
  void check(
      WireRequest request,
      Answer answer,
      String where,
      BiFunction<WireRequest, String, Optional<Answer>> sender) {
    String cursor = answer.isSuccess() ? cursor(request.port(), answer) : "";
    if (cursor.isEmpty()) {
      return;
    }
    known.addCursor(cursor);
    WireRequest next =
        request.port() == Port.API
            ? request.withTarget(target(request.target(), cursor))
            : request.withBody(body(request, cursor));
    sender
        .apply(next, where + ", its next page")
        .filter(page -> !isPage(page))
        .ifPresent(
            page ->
                findings.add(
                    new Finding(Kind.REFUSED, "the next page of " + Route.of(request)),
                    where,
                    next.bytes(),
                    page.toString()));
  }

  private static String cursor(Port port, Answer answer) {
    return switch (port) {
      case API -> answer.json().map(CursorCheck::nextCursor).orElse("");
      case AWS -> inner(answer).map(CursorCheck::nextCursor).orElse("");
      case SEARCH, QUEUES, TABLES -> "";
    };
  }

  private static String nextCursor(JsonNode page) {
    return page.path("nextCursor").asString("");
  }

  private static Optional<JsonNode> inner(Answer answer) {
    return answer
        .json()
        .map(json -> json.path("body").asString(""))
        .filter(body -> body.startsWith("{"))
        .map(JsonMapper.shared()::readTree);
  }

  private static boolean isPage(Answer answer) {
    int inner = answer.json().map(json -> json.path("statusCode").asInt(200)).orElse(200);
    return answer.status() == 503 || inner == 503 || (answer.isSuccess() && inner == 200);
  }

  private static String target(String target, String cursor) {
    String rest = target.split("#", 2)[0].replaceAll("(?<=[?&])cursor(=[^&]*)?(&|$)", "");
    return rest
        + (rest.endsWith("&") || rest.endsWith("?") ? "" : rest.contains("?") ? "&" : "?")
        + "cursor="
        + URLEncoder.encode(cursor, StandardCharsets.UTF_8);
  }

  private static Bytes body(WireRequest request, String cursor) {
    ObjectNode query = (ObjectNode) JsonMapper.shared().readTree(request.body().toArray());
    return Bytes.of(query.put("cursor", cursor).toString());
  }
}
