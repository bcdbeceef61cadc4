package dev.headwater.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a function replied, the body parsed. */
record Reply(int status, JsonNode headers, JsonNode body, String text) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String PROBLEM = "urn:headwater:problem:";

  static Reply of(byte[] output) {
    JsonNode reply = JSON.readTree(output);
    return new Reply(
        reply.path("statusCode").asInt(),
        reply.path("headers"),
        JSON.readTree(reply.path("body").asString()),
        reply.toString());
  }

  /** The reply, which has to have this status. */
  Reply as(int expected) {
    assertThat(status).as(text).isEqualTo(expected);
    return this;
  }

  String header(String name) {
    return headers.path(name).asString("");
  }

  String field(String name) {
    return body.path(name).asString("");
  }

  /** What is wrong with a field. */
  String error(String field) {
    return body.path("errors").path(field).asString("");
  }

  /** The type of the problem, without what all have in common. */
  String problem() {
    return body.path("type").asString("").replace(PROBLEM, "");
  }

  /** One field of each item of a page, which it has to be. */
  List<String> items(String field) {
    as(200);
    return body.path("items").valueStream().map(item -> item.path(field).asString()).toList();
  }

  String cursor() {
    return as(200).field("nextCursor");
  }
}
