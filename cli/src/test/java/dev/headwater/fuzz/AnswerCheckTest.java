package dev.headwater.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.fuzz.Finding.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerCheckTest {
  private static final String REGISTRATION =
      """
      {"email": "ada@zqx.example", "name": "Zqx"}\
      """;
  private static final WireRequest POST =
      WireRequest.json(Port.API, "POST", "/customers", REGISTRATION);

  private final Findings findings = new Findings(_ -> {});
  private final AcceptedCommands accepted = new AcceptedCommands();
  private final AnswerCheck check = new AnswerCheck(findings, accepted, new Known());

  @Test
  void is_content_with_what_is_documented() {
    check(POST, 201, "{\"customerId\": \"ada\", \"version\": 1}");
    check(POST, 503, problem(503, "unavailable", "The service is busy."));
    check(POST, 409, problem(409, "email-taken", "Another customer has this e-mail."));
    check(POST, 404, "{\"message\": \"Not Found\"}");
    assertThat(findings.all()).isEmpty();
    assertThat(accepted.of("ada")).containsOnlyKeys(1L);
  }

  @Test
  void finds_a_fault_of_the_server() {
    check(POST, 500, problem(500, "internal-fault", "The service failed."));
    assertThat(findings.all()).extracting(Finding::kind).contains(Kind.SERVER_FAULT);
  }

  @Test
  void forgives_the_faults_of_those_behind_in_their_own_words_alone() {
    check(AwsRequests.queues(), 500, "There was an internal server error.");
    check(AwsRequests.tables(), 500, dynamoDb("InternalFailure"));
    check(AwsRequests.queues(), 400, "{\"__type\": \"InvalidAction\", \"Message\": \"zqx\"}");
    assertThat(findings.all()).isEmpty();
    check(AwsRequests.queues(), 500, "{\"__type\": \"InternalFailure\"}");
    check(AwsRequests.tables(), 500, dynamoDb("InternalServerError"));
    assertThat(findings.all()).hasSize(2).extracting(Finding::kind).containsOnly(Kind.SERVER_FAULT);
  }

  private static String dynamoDb(String type) {
    return "{\"__type\": \"com.amazonaws.dynamodb.v20120810#" + type + "\"}";
  }

  @Test
  void finds_a_leak_in_an_error() {
    check(POST, 409, problem(409, "email-taken", "There is ada@ZQX.example"));
    assertThat(findings.all()).extracting(Finding::kind).containsExactly(Kind.LEAK);
  }

  @Test
  void finds_errors_that_are_not_documented() {
    check(POST, 400, "Bad Request");
    check(POST, 400, problem(400, "email-taken", "A status that does not go with the type."));
    check(POST, 400, problem(400, "invalid-fields", "No errors."));
    assertThat(findings.all())
        .hasSize(3)
        .extracting(Finding::kind)
        .containsOnly(Kind.UNDOCUMENTED_ERROR);
  }

  @Test
  void finds_what_must_not_be_taken() {
    String done = "{\"customerId\": \"ada\", \"version\": 1}";
    check(POST.with("Origin", "http://evil.example"), 201, done);
    check(
        POST.without("Content-Type").with("Content-Type", "application/json; charset=utf-16"),
        201,
        done);
    check(
        POST.withBody(
            Bytes.join(Bytes.of("{\"name\": \""), Bytes.of((byte) 0xFF), Bytes.of("\"}"))),
        201,
        done);
    check(POST.withBody(Bytes.of("\uFEFF" + REGISTRATION)), 201, done);
    check(POST.withBody(Bytes.of(REGISTRATION + "zqx")), 201, done);
    assertThat(findings.all()).extracting(Finding::kind).containsOnly(Kind.ACCEPTED);
    assertThat(findings.all()).hasSize(3);
  }

  @Test
  void looks_into_the_answers_of_functions() {
    WireRequest invoke =
        WireRequest.json(Port.AWS, "POST", "/2015-03-31/functions/f/invocations", "{}");
    check(invoke, 200, "{\"statusCode\": 500, \"body\": \"{}\"}");
    check(invoke, 200, "{\"statusCode\": 400, \"body\": \"{\\\"error\\\": \\\"zqx\\\"}\"}");
    check.check(
        invoke,
        new Answer(200, Map.of("x-amz-function-error", "Unhandled"), Bytes.of("{}")),
        "here");
    assertThat(findings.all())
        .extracting(Finding::kind)
        .contains(Kind.SERVER_FAULT, Kind.LEAK, Kind.UNDOCUMENTED_ERROR);
    assertThat(findings.all())
        .extracting(Finding::what)
        .anyMatch(what -> what.contains("function error"));
  }

  private void check(WireRequest request, int status, String body) {
    String type = body.contains("urn:") ? "application/problem+json" : "application/json";
    check.check(request, new Answer(status, Map.of("content-type", type), Bytes.of(body)), "here");
  }

  private static String problem(int status, String type, String detail) {
    return """
    {"type": "urn:headwater:problem:%s", "title": "t", "status": %s, "detail": "%s"}\
    """
        .formatted(type, status, detail);
  }
}
