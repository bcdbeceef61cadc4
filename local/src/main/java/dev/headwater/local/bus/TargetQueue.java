package dev.headwater.local.bus;

import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.ground.RedactedException;
import dev.headwater.local.queues.SqsText;
import dev.headwater.local.template.RuleDeclaration;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * Sends events to one target of one rule. If the queue rejects a batch, each event is sent on its
 * own, so that a bad event does not affect the others. Events that the queue still rejects after a
 * few attempts go to the target's dead-letter queue, with the attributes that EventBridge adds (<a
 * href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html">source</a>). A
 * stop ends the retries. Undelivered events then count as lost: as dead letters, they would vanish
 * with the queues a moment later.
 */
final class TargetQueue {
  static final int MAX_ATTEMPTS = 6;

  private static final Logger LOG = LoggerFactory.getLogger(TargetQueue.class);

  /**
   * All pauses together stay under a second, because callers time out after two and would then send
   * to all targets again.
   */
  private static final Duration PAUSE = Duration.ofMillis(50);

  /** SQS's lower, older limit for one call; newer versions allow more. */
  private static final int MAX_BATCH_BYTES = 256 * 1024;

  private static final int MAX_BATCH = 10;

  /** Stands in for the queue's own message, which may quote the event. */
  private static final String REJECTED = "The queue rejected the event.";

  private final Map<String, String> description;
  private final LocalBus.Targets targets;
  private final String queueName;
  private final String queueUrl;
  private final @Nullable String deadLetterQueueUrl;

  private TargetQueue(
      Map<String, String> description,
      LocalBus.Targets targets,
      String queueName,
      @Nullable String deadLetterQueueUrl) {
    this.description = description;
    this.targets = targets;
    this.queueName = queueName;
    this.queueUrl = targets.queueUrlByName().apply(queueName);
    this.deadLetterQueueUrl = deadLetterQueueUrl;
  }

  static TargetQueue of(
      RuleDeclaration rule, RuleDeclaration.Target target, LocalBus.Targets targets) {
    String deadLetterQueueArn = target.deadLetterQueueArn();
    Map<String, String> description =
        Map.of(
            "RULE_ARN",
            LocalArn.rule(rule.busName(), rule.name()),
            "TARGET_ARN",
            target.queueArn());
    return new TargetQueue(
        description,
        targets,
        LocalArn.queueName(target.queueArn()),
        deadLetterQueueArn == null
            ? null
            : targets.queueUrlByName().apply(LocalArn.queueName(deadLetterQueueArn)));
  }

  void deliver(List<String> events) {
    var failure = new Failure(QueueMessage.of(events, queueName, targets.chaos()), "", "");
    for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      failure = send(failure.messages());
      if (failure.messages().isEmpty()) {
        return;
      }
      if (attempt < MAX_ATTEMPTS && targets.stop().pause(PAUSE.multipliedBy(attempt))) {
        reportUndelivered(failure);
        return;
      }
    }
    for (QueueMessage message : failure.messages()) {
      sendDeadLetter(message.body(), failure);
    }
  }

  private Failure send(List<QueueMessage> messages) {
    if (messages.isEmpty()) {
      return new Failure(List.of(), "", "");
    }
    int bytes =
        messages.stream()
            .mapToInt(message -> message.body().getBytes(StandardCharsets.UTF_8).length)
            .sum();
    return bytes <= MAX_BATCH_BYTES && messages.size() <= MAX_BATCH
        ? sendBatch(messages)
        : sendEach(messages);
  }

  private Failure sendEach(List<QueueMessage> messages) {
    return messages.stream()
        .map(message -> sendBatch(List.of(message)))
        .reduce(new Failure(List.of(), "", ""), Failure::and);
  }

  private Failure sendBatch(List<QueueMessage> messages) {
    List<SendMessageBatchRequestEntry> entries =
        IntStream.range(0, messages.size())
            .mapToObj(
                i ->
                    SendMessageBatchRequestEntry.builder()
                        .id(Integer.toString(i))
                        .messageBody(messages.get(i).body())
                        .delaySeconds(delaySeconds(messages.get(i)))
                        .build())
            .toList();
    try {
      List<BatchResultErrorEntry> failed =
          targets
              .sqs()
              .sendMessageBatch(batch -> batch.queueUrl(queueUrl).entries(entries))
              .failed();
      return failed.isEmpty()
          ? new Failure(List.of(), "", "")
          : new Failure(
              failed.stream().map(entry -> messages.get(Integer.parseInt(entry.id()))).toList(),
              failed.getFirst().code(),
              REJECTED);
    } catch (SdkException e) {
      if (messages.size() > 1 && mayBlameOneMessage(e)) {
        return sendEach(messages);
      }
      return new Failure(messages, e.getClass().getSimpleName(), RedactedException.describe(e));
    }
  }

  /** Whether the queue responded, and may have rejected the batch because of one message. */
  private static boolean mayBlameOneMessage(SdkException cause) {
    return cause instanceof SdkServiceException && !(cause instanceof QueueDoesNotExistException);
  }

  /** Returns {@code null} for the queue's default delay. */
  private static @Nullable Integer delaySeconds(QueueMessage message) {
    return message.delaySeconds() == 0 ? null : message.delaySeconds();
  }

  private void reportUndelivered(Failure failure) {
    LOG.warn(
        "{} failed; the stop leaves {} events undelivered: {} {}",
        description,
        failure.messages().size(),
        failure.code(),
        failure.message());
    targets.onLoss().run();
  }

  private void sendDeadLetter(String event, Failure failure) {
    if (deadLetterQueueUrl == null) {
      LOG.error(
          "{} lost an event because it has no dead-letter queue: {} {}",
          description,
          failure.code(),
          failure.message());
      targets.onLoss().run();
      return;
    }
    LOG.warn(
        "{} failed; the event goes to the dead-letter queue: {} {}",
        description,
        failure.code(),
        failure.message());
    try {
      targets
          .sqs()
          .sendMessage(
              message ->
                  message
                      .queueUrl(deadLetterQueueUrl)
                      .messageBody(SqsText.ofJson(event))
                      .messageAttributes(attributes(failure)));
    } catch (SdkException e) {
      LOG.error(
          "{} lost an event because its dead-letter queue failed too: {}",
          description,
          RedactedException.describe(e));
      targets.onLoss().run();
    }
  }

  private Map<String, MessageAttributeValue> attributes(Failure failure) {
    Map<String, MessageAttributeValue> attributes = new HashMap<>();
    description.forEach((name, value) -> attributes.put(name, text(value)));
    attributes.put("ERROR_CODE", text(failure.code()));
    attributes.put("ERROR_MESSAGE", text(failure.message()));
    attributes.put("RETRY_ATTEMPTS", text(Integer.toString(MAX_ATTEMPTS - 1)));
    attributes.put("EXHAUSTED_RETRY_CONDITION", text("MaximumRetryAttempts"));
    return attributes;
  }

  private static MessageAttributeValue text(String value) {
    return MessageAttributeValue.builder()
        .dataType("String")
        .stringValue(SqsText.ofAttribute(value))
        .build();
  }

  /** The messages that were rejected, with the last reason. */
  private record Failure(List<QueueMessage> messages, String code, String message) {
    Failure and(Failure other) {
      List<QueueMessage> all = new ArrayList<>(messages);
      all.addAll(other.messages);
      return all.size() == messages.size() ? this : new Failure(all, other.code, other.message);
    }
  }
}
