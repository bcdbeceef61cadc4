package dev.headwater.local.queues;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.elasticmq.BinaryMessageAttribute;
import org.elasticmq.MessageAttribute;
import org.elasticmq.MessageContent;
import org.elasticmq.NeverReceived$;
import org.elasticmq.NumberMessageAttribute;
import org.elasticmq.OnDateTimeReceived;
import org.elasticmq.StringMessageAttribute;
import org.elasticmq.TracingId;
import org.elasticmq.actor.queue.InternalMessage;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.collection.immutable.Map$;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.OptionConverters;

/**
 * A message of a standard queue as it is stored, as JSON. Without receipt handles: those given out
 * before a restart are no longer valid.
 *
 * @param visibleFromMillis when a message that has not been received becomes visible
 * @param firstReceivedMillis {@code null} before the first receive
 * @param deadLetterSource the queue that it was moved from
 */
record StoredMessage(
    String id,
    String body,
    List<Attribute> attributes,
    long sentMillis,
    long visibleFromMillis,
    @Nullable Long firstReceivedMillis,
    int receiveCount,
    @Nullable String groupId,
    @Nullable String traceHeader,
    @Nullable String deadLetterSource) {
  StoredMessage {
    requireNonNull(id);
    requireNonNull(body);
    attributes = List.copyOf(attributes);
  }

  /**
   * An attribute of the message.
   *
   * @param type {@code String}, {@code Number} or {@code Binary}, perhaps with a custom label
   * @param value in base64 if it is binary
   */
  record Attribute(String name, String type, String value) {
    Attribute {
      requireNonNull(name);
      requireNonNull(type);
      requireNonNull(value);
    }

    static Attribute of(String name, MessageAttribute attribute) {
      String value =
          switch (attribute) {
            case StringMessageAttribute text -> text.stringValue();
            case NumberMessageAttribute number -> number.stringValue();
            case BinaryMessageAttribute binary -> binary.asBase64();
            default -> throw new IllegalStateException(attribute.getDataType());
          };
      return new Attribute(name, attribute.getDataType(), value);
    }

    MessageAttribute toAttribute() {
      String[] parts = type.split("\\.", 2);
      Option<String> label = Option.apply(parts.length == 2 ? parts[1] : null);
      return switch (parts[0]) {
        case "Number" -> new NumberMessageAttribute(value, label);
        case "Binary" -> BinaryMessageAttribute.fromBase64(value, label);
        default -> new StringMessageAttribute(value, label);
      };
    }
  }

  static StoredMessage of(InternalMessage message) {
    return new StoredMessage(
        message.id(),
        message.content().value(),
        CollectionConverters.asJava(message.messageAttributes()).entrySet().stream()
            .map(entry -> Attribute.of(entry.getKey(), entry.getValue()))
            .toList(),
        millis(message.created()),
        message.nextDelivery(),
        message.firstReceive() instanceof OnDateTimeReceived first ? millis(first.when()) : null,
        message.receiveCount(),
        orNull(message.messageGroupId()),
        OptionConverters.toJava(message.tracingId()).map(TracingId::id).orElse(null),
        orNull(message.deadLetterSourceQueueName()));
  }

  /** A message that can be received at once, unless it was sent with a delay. */
  InternalMessage toMessage() {
    return new InternalMessage(
        id,
        CollectionConverters.asScala(new ArrayList<String>()),
        receiveCount == 0 ? visibleFromMillis : sentMillis,
        new MessageContent(body),
        Map$.MODULE$.from(CollectionConverters.asScala(attributesByName())),
        time(sentMillis),
        0,
        firstReceivedMillis == null
            ? NeverReceived$.MODULE$
            : new OnDateTimeReceived(time(firstReceivedMillis)),
        receiveCount,
        false,
        Option.apply(groupId),
        Option.empty(),
        Option.apply(traceHeader).map(TracingId::new),
        Option.empty(),
        Option.apply(deadLetterSource));
  }

  private Map<String, MessageAttribute> attributesByName() {
    return attributes.stream().collect(toMap(Attribute::name, Attribute::toAttribute));
  }

  private static long millis(OffsetDateTime time) {
    return time.toInstant().toEpochMilli();
  }

  private static OffsetDateTime time(long millis) {
    return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
  }

  private static @Nullable String orNull(Option<String> text) {
    return OptionConverters.toJava(text).orElse(null);
  }
}
