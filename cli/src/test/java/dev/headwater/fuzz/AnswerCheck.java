package dev.headwater.fuzz;

import dev.headwater.fuzz.AcceptedCommands.Acknowledged;
import dev.headwater.fuzz.Finding.Kind;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What may be answered to a request, whatever it was. */
final class AnswerCheck {
  private static final Pattern OTHER_CHARSET =
      Pattern.compile("[^;]*;\\s*charset=\"?(iso-8859-1|utf-16|windows-1252)\"?");
  private static final Pattern COMMAND = Pattern.compile("POST|PUT");
  private static final int UNAVAILABLE = 503;
  private static final int NOT_IMPLEMENTED = 501;

  private final Findings findings;
  private final AcceptedCommands accepted;
  private final Known known;

  AnswerCheck(Findings findings, AcceptedCommands accepted, Known known) {
    this.findings = findings;
    this.accepted = accepted;
    this.known = known;
  }

  void check(WireRequest request, Answer answer, String where) {
    var seen = new Exchange(request, answer, where, findings);
    if (answer.status() >= 500 && !isDocumented(request.port(), answer)) {
      seen.found(Kind.SERVER_FAULT, String.valueOf(answer.status()));
    }
    if (request.isForeign() && answer.status() < 400) {
      seen.found(Kind.ACCEPTED, "from a web page elsewhere");
    }
    if (answer.status() >= 400) {
      checkError(seen);
    } else if (request.port() == Port.AWS && answer.isSuccess()) {
      checkInvoke(seen);
    } else if (request.port() == Port.API
        && answer.isSuccess()
        && COMMAND.matcher(request.method()).matches()) {
      checkCommand(seen);
    }
  }

  private static boolean isDocumented(Port port, Answer answer) {
    int documented = port == Port.SEARCH ? NOT_IMPLEMENTED : UNAVAILABLE;
    return answer.status() == documented || port.isFaultBehind(answer);
  }

  private static void checkError(Exchange seen) {
    if (seen.request().port().isOurs(seen.answer())
        && Marker.isIn(seen.answer().text() + seen.answer().headers())) {
      seen.found(Kind.LEAK, "body of a " + seen.answer().status());
    }
    if (seen.request().port() == Port.API && !seen.request().isHead()) {
      ErrorBody.fault(seen.answer())
          .ifPresent(
              fault -> seen.found(Kind.UNDOCUMENTED_ERROR, seen.answer().status() + " " + fault));
    }
  }

  private void checkCommand(Exchange seen) {
    String type = seen.request().header("content-type").orElse("").toLowerCase(Locale.ROOT);
    if (!seen.request().body().isEmpty() && OTHER_CHARSET.matcher(type).matches()) {
      seen.found(Kind.ACCEPTED, "another charset");
    }
    acknowledge(seen, SentCommand.http(seen.request()), seen.answer().json());
  }

  /** Functions answer with a status inside, and with an error of Lambda when they fail. */
  private void checkInvoke(Exchange seen) {
    if (!seen.answer().header("x-amz-function-error").isEmpty()) {
      seen.found(Kind.SERVER_FAULT, "function error");
    }
    JsonNode json = seen.answer().json().orElse(null);
    int status = json == null ? 0 : json.path("statusCode").asInt(0);
    String text = json == null ? "" : json.path("body").asString("");
    Answer inner = new Answer(status, Map.of(), Bytes.of(text));
    if (status >= 500 && status != UNAVAILABLE) {
      seen.found(Kind.SERVER_FAULT, status + " of a function");
    }
    if (status >= 400) {
      checkInvokeError(seen, inner);
    } else if (inner.json().filter(body -> body.has("success")).isPresent()) {
      acknowledge(seen, SentCommand.invoke(seen.request()), inner.json());
    }
  }

  private static void checkInvokeError(Exchange seen, Answer inner) {
    if (Marker.isIn(inner.text())) {
      seen.found(Kind.LEAK, "body of a " + inner.status() + " of a function");
    }
    JsonNode body = inner.json().orElse(null);
    if (body == null) {
      seen.found(Kind.UNDOCUMENTED_ERROR, "a body that is no JSON");
    } else if (!body.has("title")) { // as over HTTP, to an event of the gateway
      ErrorBody.invokeFault(inner.status(), body)
          .ifPresent(fault -> seen.found(Kind.UNDOCUMENTED_ERROR, inner.status() + " " + fault));
    }
  }

  private void acknowledge(Exchange seen, Optional<SentCommand> command, Optional<JsonNode> body) {
    String id = body.map(json -> json.path("customerId").asString("")).orElse("");
    long version = body.map(json -> json.path("version").asLong(0)).orElse(0L);
    if (id.isEmpty() || version < 1) {
      seen.found(Kind.LOST, "an acknowledgement without customerId or version");
      return;
    }
    known.add(new Known.Customer(id, version));
    command.ifPresentOrElse(
        sent ->
            accepted.add(id, version, new Acknowledged(sent, seen.where(), seen.request().bytes())),
        () -> {
          accepted.mayHaveMissedOne();
          seen.found(Kind.ACCEPTED, "a route or body that is malformed");
        });
  }

  private record Exchange(WireRequest request, Answer answer, String where, Findings findings) {
    void found(Kind kind, String what) {
      findings.add(
          new Finding(kind, request.port() + " " + Route.of(request) + ": " + what),
          where,
          request.bytes(),
          answer.toString());
    }
  }
}
