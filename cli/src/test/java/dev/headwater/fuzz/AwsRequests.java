package dev.headwater.fuzz;

import dev.headwater.local.Endpoints;
import java.util.Objects;

/**
 * Makes requests to the AWS services of the local cloud, which change nothing that the customers'
 * data depends on.
 */
final class AwsRequests {
  private static final String[] TIMES = {
    "1e17",
    "1e400",
    "-1e400",
    "1E+2147483647",
    "99999999999999999",
    "-1",
    "1700000000.5",
    "\"zqx\"",
    "null",
    "[]",
    "1e-400",
    "31556889864403200"
  };

  private final Endpoints endpoints;

  AwsRequests(Endpoints endpoints) {
    this.endpoints = endpoints;
  }

  WireRequest next(Chance chance) {
    WireRequest request =
        switch (chance.below(10)) {
          case 0, 1, 2, 3 -> putEvents(chance);
          case 4, 5 -> invoke(chance);
          case 6, 7 -> search(chance);
          case 8 -> queues();
          default -> tables();
        };
    if (request.port().isFront() && chance.oneIn(2)) {
      return OddHeaders.foreign(chance, request);
    }
    return chance.oneIn(3) ? RequestMutator.mutated(chance, request) : request;
  }

  /** With a source that no rule has, so that no projector gets them. */
  private static WireRequest putEvents(Chance chance) {
    JsonDraft entry =
        JsonDraft.empty()
            .with(chance, "Source", chance.oneIn(4) ? OddText.of(chance, "zqx") : "zqx")
            .with(
                chance,
                "DetailType",
                chance.oneIn(4) ? "zqx".repeat(chance.between(40, 60)) : "zqx")
            .withRaw("Detail", detail(chance));
    if (chance.oneIn(2)) {
      entry = entry.withRaw("Time", chance.of(TIMES));
    }
    if (chance.oneIn(4)) {
      entry =
          entry.withRaw(
              "Resources",
              chance.of(
                  "[\"zqx\"]",
                  "[7]",
                  "\"zqx\"",
                  "{}",
                  "[null]",
                  "[" + "\"zqx\",".repeat(11) + "\"\"]"));
    }
    JsonDraft some = chance.oneIn(3) ? entry.mutated(chance) : entry;
    String entries =
        some.text() + ("," + some.text()).repeat(chance.oneIn(5) ? chance.between(1, 12) : 0);
    return WireRequest.json(
            Port.AWS,
            "POST",
            "/",
            "{\"Entries\": "
                + chance.of(
                    "[" + entries + "]",
                    "[" + entries + "]",
                    "[" + entries + "]",
                    entries,
                    "[]",
                    "null",
                    "[null]",
                    "[7]")
                + "}")
        .with("X-Amz-Target", "AWSEvents.PutEvents");
  }

  private static String detail(Chance chance) {
    return switch (chance.below(4)) {
      case 0 -> JsonDraft.quoted(chance, "{\"zqx\": \"" + OddText.piece(chance) + "\"}");
      case 1 ->
          JsonDraft.quoted(
              chance,
              chance.of(
                  "zqx",
                  "",
                  "[]",
                  "7",
                  "{",
                  "{\"zqx\": 1e999999}",
                  "{\"a\": 1, \"a\": 2}",
                  "[".repeat(3_000)));
      case 2 -> JsonDraft.quoted(chance, "{\"zqx\": \"" + "zqx".repeat(90_000) + "\"}");
      default -> "\"{}\"";
    };
  }

  private WireRequest invoke(Chance chance) {
    String name =
        Objects.requireNonNull(
            endpoints.functions().get(chance.of("CommandFunction", "QueryFunction")));
    String target =
        "/2015-03-31/functions/"
            + chance.of(
                name,
                name + ":$LATEST",
                "arn:aws:lambda:us-east-1:000000000000:function:" + name,
                "nosuch",
                "%00",
                name + "/..")
            + "/invocations";
    String event =
        chance.of(
            "{}",
            "",
            "null",
            "[]",
            "7",
            "{\"zqx\"",
            "\"zqx\"",
            "{\"queryType\": 7}",
            http(chance),
            http(chance),
            http(chance));
    WireRequest request = WireRequest.json(Port.AWS, "POST", target, event);
    return chance.oneIn(4)
        ? request.with("X-Amz-Invocation-Type", chance.of("DryRun", "odd", ""))
        : request;
  }

  /** What API Gateway would send, or would not. */
  private static String http(Chance chance) {
    JsonDraft event =
        JsonDraft.empty()
            .withRaw(
                "routeKey", chance.of("\"POST /customers\"", "\"GET /customers\"", "\"zqx\"", "7"))
            .withRaw(
                "requestContext",
                chance.of(
                    "{\"http\": {}}",
                    "{\"http\": null}",
                    "{\"http\": 7}",
                    "{\"http\": {}, \"authorizer\": 7}"))
            .withRaw(
                "headers",
                chance.of(
                    "{\"content-type\": \"application/json\"}",
                    "[]",
                    "7",
                    "{\"content-type\": null}",
                    "null",
                    "{\"content-type\": 7}"))
            .withRaw("isBase64Encoded", chance.of("true", "true", "false", "\"zqx\"", "null"))
            .withRaw(
                "body",
                chance.of(
                    "\"zqx!\"",
                    "\"e30=\"",
                    "\"/w==\"",
                    "\"e30\"",
                    "null",
                    "7",
                    "{}",
                    "\"\u00E9\"",
                    "\"77u/e30=\"",
                    "\"====\""));
    return (chance.oneIn(4) ? event.mutated(chance) : event).text();
  }

  private static WireRequest search(Chance chance) {
    String query =
        chance.of(
            "{\"query\": {\"match_all\": {}}}",
            "{\"query\": {\"odd\": {}}}",
            "{\"query\": {\"term\": {\"odd\": 7}}}",
            "{\"size\": 1e400}",
            "{\"size\": -1}",
            "{\"from\": 99999999999}",
            "{\"search_after\": [1e400]}",
            "{\"sort\": 7}",
            "[]",
            "7",
            "zqx",
            "{\"query\": {\"wildcard\": {\"email\": {\"value\": \"*zqx\"}}}}",
            "{\"query\": " + "{\"bool\": ".repeat(400) + "7");
    return WireRequest.json(
        Port.SEARCH,
        chance.of("POST", "POST", "GET", "PUT"),
        chance.of(
            "/odd/_search",
            "/odd/_count",
            "/_mget",
            "/odd/_mget",
            "/odd/_doc/odd",
            "/_alias/odd",
            "/customers/_search",
            "/customers/_count",
            "/_cluster/health?timeout=odd",
            "/%00/_search",
            "/_odd"),
        query);
  }

  static WireRequest queues() {
    return WireRequest.json(Port.QUEUES, "POST", "/", "{}")
        .without("Content-Type")
        .with("Content-Type", "application/x-amz-json-1.0")
        .with("X-Amz-Target", "AmazonSQS.ListQueues");
  }

  static WireRequest tables() {
    return WireRequest.json(Port.TABLES, "POST", "/", "{}")
        .without("Content-Type")
        .with("Content-Type", "application/x-amz-json-1.0")
        .with("X-Amz-Target", "DynamoDB_20120810.ListTables")
        .with(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/dynamodb/aws4_request"
                + ", SignedHeaders=host, Signature=a");
  }
}
