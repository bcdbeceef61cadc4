package dev.headwater.local.mappings;

import dev.headwater.local.template.MappingDeclaration.FromQueue;
import software.amazon.awssdk.services.sqs.model.Message;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The filter criteria for messages. A body that is a JSON object is matched as JSON, so only
 * patterns for its fields can match it. Any other body is matched as text, by patterns for the
 * whole body.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html">Lambda: event
 *     filtering with SQS</a>
 */
record QueueFilter(String queueArn, EventFilter filter) {
  private static final JsonMapper JSON = JsonMapper.shared();

  static QueueFilter of(FromQueue mapping) {
    return new QueueFilter(mapping.queueArn(), EventFilter.of(mapping.name(), mapping.filters()));
  }

  boolean passes(Message message) {
    return filter.passes(
        () -> QueueEvent.record(queueArn, message).set("body", body(message.body())).toString());
  }

  private static JsonNode body(String text) {
    try {
      JsonNode parsed = JSON.readTree(text);
      return parsed.isObject() ? parsed : JSON.getNodeFactory().stringNode(text);
    } catch (JacksonException e) {
      return JSON.getNodeFactory().stringNode(text);
    }
  }
}
