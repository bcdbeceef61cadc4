package dev.headwater.local.bus;

import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.ground.RedactedException;
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
 * Sends events to one target of one rule. A call that the queue refuses is made again for each of
 * its events, so that one at fault harms no other. What the queue does not take within a few
 * attempts goes to the target's dead-letter queue, as JSON that a queue takes, with the attributes
 * that EventBridge gives it (<a
 * href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html">source</a>). A
 * stop ends the attempts; what is left then is a loss, and no dead letter: that would be gone with
 * the queues a moment later.
 */
final class TargetQueue {
  static final int MAX_ATTEMPTS = 6;

  private static final Logger LOG = LoggerFactory.getLogger(TargetQueue.class);

  /** Together less than a second: callers give up after two, and then send to all targets again. */
  private static final Duration PAUSE = Duration.ofMillis(50);

  /** The limits of SQS for the messages of one call, in older and newer versions alike. */
  private static final int MAX_BATCH_BYTES = 256 * 1024;

  private static final int MAX_BATCH = 10;

  /** A queue's own words may quote the event that it did not take. */
  private static final String NO_MESSAGE = "The queue did not take the event.";

  private final Map<String, String> description;
  private final LocalBus.Targets reach;
  private final String queueName;
  private final String queueUrl;
  private final @Nullable String deadLetterQueueUrl;

  private TargetQueue(
      Map<String, String> description,
      LocalBus.Targets reach,
      String queueName,
      @Nullable String deadLetterQueueUrl) {
    this.description = description;
    this.reach = reach;
    this.queueName = queueName;
    this.queueUrl = reach.queueUrlByName().apply(queueName);
    this.deadLetterQueueUrl = deadLetterQueueUrl;
  }

  static TargetQueue of(
      RuleDeclaration rule, RuleDeclaration.Target target, LocalBus.Targets reach) {
    String deadLetterQueueArn = target.deadLetterQueueArn();
    Map<String, String> description =
        Map.of(
            "RULE_ARN",
            LocalArn.rule(rule.busName(), rule.name()),
            "TARGET_ARN",
            target.queueArn());
    return new TargetQueue(
        description,
        reach,
        LocalArn.queueName(target.queueArn()),
        deadLetterQueueArn == null
            ? null
            : reach.queueUrlByName().apply(LocalArn.queueName(deadLetterQueueArn)));
  }

  void deliver(List<String> events) {
    var failure = new Failure(QueueMessage.of(events, queueName, reach.chaos()), "", "");
    for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      failure = send(failure.messages());
      if (failure.messages().isEmpty()) {
        return;
      }
      if (attempt < MAX_ATTEMPTS && reach.stop().pause(PAUSE.multipliedBy(attempt))) {
        leave(failure);
        return;
      }
    }
    for (QueueMessage message : failure.messages()) {
      bury(message.body(), failure);
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
        ? sendTogether(messages)
        : sendEach(messages);
  }

  private Failure sendEach(List<QueueMessage> messages) {
    return messages.stream()
        .map(message -> sendTogether(List.of(message)))
        .reduce(new Failure(List.of(), "", ""), Failure::and);
  }

  private Failure sendTogether(List<QueueMessage> messages) {
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
          reach.sqs().sendMessageBatch(batch -> batch.queueUrl(queueUrl).entries(entries)).failed();
      return failed.isEmpty()
          ? new Failure(List.of(), "", "")
          : new Failure(
              failed.stream().map(entry -> messages.get(Integer.parseInt(entry.id()))).toList(),
              failed.getFirst().code(),
              NO_MESSAGE);
    } catch (SdkException e) {
      if (messages.size() > 1 && isForAMessage(e)) {
        return sendEach(messages);
      }
      return new Failure(messages, e.getClass().getSimpleName(), RedactedException.describe(e));
    }
  }

  /** Whether the queue answered, and may have refused the call for one of its messages. */
  private static boolean isForAMessage(SdkException cause) {
    return cause instanceof SdkServiceException && !(cause instanceof QueueDoesNotExistException);
  }

  /** Nothing stands for the queue's own delay. */
  private static @Nullable Integer delaySeconds(QueueMessage message) {
    return message.delaySeconds() == 0 ? null : message.delaySeconds();
  }

  private void leave(Failure failure) {
    LOG.warn(
        "{} failed, {} events are undelivered at the stop: {} {}",
        description,
        failure.messages().size(),
        failure.code(),
        failure.message());
    reach.onLoss().run();
  }

  private void bury(String event, Failure failure) {
    if (deadLetterQueueUrl == null) {
      LOG.error(
          "{} lost an event, having no dead-letter queue: {} {}",
          description,
          failure.code(),
          failure.message());
      reach.onLoss().run();
      return;
    }
    LOG.warn(
        "{} failed, the event goes to the dead-letter queue: {} {}",
        description,
        failure.code(),
        failure.message());
    try {
      reach
          .sqs()
          .sendMessage(
              message ->
                  message
                      .queueUrl(deadLetterQueueUrl)
                      .messageBody(SqsText.ofJson(event))
                      .messageAttributes(attributes(failure)));
    } catch (SdkException e) {
      LOG.error(
          "{} lost an event, its dead-letter queue failing too: {}",
          description,
          RedactedException.describe(e));
      reach.onLoss().run();
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

  /** The messages that were not taken, with the last reason. */
  private record Failure(List<QueueMessage> messages, String code, String message) {
    Failure and(Failure other) {
      List<QueueMessage> all = new ArrayList<>(messages);
      all.addAll(other.messages);
      return all.size() == messages.size() ? this : new Failure(all, other.code, other.message);
    }
  }
}
