package dev.headwater.local.mappings;

import dev.headwater.local.template.MappingDeclaration.FromQueue;
import software.amazon.awssdk.services.sqs.model.Message;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The filter criteria for messages. A body that is a JSON object is matched as JSON, so only
 * patterns for its fields can match it. Any other body is matched as text, by patterns for the
 * whole body.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html">Lambda: event
 *     filtering with SQS</a>
 */
final class QueueFilter {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final String queueArn;
  private final boolean passesAll;
  private final EventFilter filter;

  QueueFilter(FromQueue mapping) {
    this.queueArn = mapping.queueArn();
    this.passesAll = mapping.filters().isEmpty();
    this.filter = EventFilter.of(mapping.name(), mapping.filters());
  }

  boolean passes(Message message) {
    if (passesAll) {
      return true;
    }
    ObjectNode json = QueueEvent.record(queueArn, message);
    json.set("body", body(message.body()));
    return filter.passes(json.toString());
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
