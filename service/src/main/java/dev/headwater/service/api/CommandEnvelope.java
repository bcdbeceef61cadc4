package dev.headwater.service.api;

import dev.headwater.service.http.Fields;
import dev.headwater.service.http.ProblemException;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A direct invoke of a command. */
record CommandEnvelope(ObjectNode envelope, ObjectNode payload) {
  /** The {@code timestamp} and the {@code version} are accepted but ignored. */
  private static final Set<String> FIELDS =
      Set.of("commandType", "payload", "commandId", "aggregateId", "timestamp", "version");

  /**
   * @throws ProblemException if the request is not such an envelope
   */
  static CommandEnvelope of(JsonNode request) {
    if (!(request instanceof ObjectNode envelope)
        || !(envelope.path("payload") instanceof ObjectNode payload)
        || !FIELDS.containsAll(envelope.propertyNames())) {
      throw ProblemException.malformed(
          "A command reads {\"commandType\": \"…\", \"payload\": {…}, \"commandId\"?,"
              + " \"aggregateId\"?, \"timestamp\"?, \"version\"?}.");
    }
    return new CommandEnvelope(envelope, payload);
  }

  String commandType() {
    return envelope.path("commandType").asString("");
  }

  JsonNode commandId() {
    return envelope.path("commandId");
  }

  /** The fields of the payload, with the aggregate's id if only the envelope has it. */
  Fields fields(String idField) {
    JsonNode aggregateId = envelope.path("aggregateId");
    if (aggregateId.isString() && Fields.isAbsent(payload.path(idField))) {
      payload.set(idField, aggregateId);
    }
    return new Fields(payload, "payload");
  }

  /** Reports an envelope that names another aggregate than its payload. */
  void checkAggregateId(Fields fields, String idField) {
    fields.given(
        "aggregateId",
        envelope.path("aggregateId"),
        id -> {
          if (!payload.path(idField).asString("").equals(id)) {
            throw new IllegalArgumentException("is not the payload's " + idField);
          }
          return id;
        });
  }
}
