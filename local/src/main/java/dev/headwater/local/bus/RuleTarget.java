package dev.headwater.local.bus;

import dev.headwater.local.bus.Receiver.Failure;
import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.ground.RedactedException;
import dev.headwater.local.queues.SqsText;
import dev.headwater.local.template.RuleDeclaration.Target;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * Sends events to one target of one rule. Events that the target still rejects after a few attempts
 * go to its dead-letter queue, with the attributes that EventBridge adds (<a
 * href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html">source</a>). A
 * stop ends the retries. Undelivered events then count as lost: as dead letters, they would vanish
 * with the queues a moment later.
 */
final class RuleTarget {
  static final int MAX_ATTEMPTS = 6;

  private static final Logger LOG = LoggerFactory.getLogger(RuleTarget.class);

  /**
   * All pauses together stay under a second, because callers time out after two and would then send
   * to all targets again.
   */
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Map<String, String> description;
  private final LocalBus.Targets targets;
  private final Receiver receiver;
  private final @Nullable String input;
  private final @Nullable String deadLetterQueueUrl;

  RuleTarget(String ruleArn, Target target, LocalBus.Targets targets) {
    this.description = Map.of("RULE_ARN", ruleArn, "TARGET_ARN", target.arn());
    this.targets = targets;
    this.receiver = receiver(target.arn(), targets);
    this.input = target.input();
    String deadLetters = target.deadLetterQueueArn();
    this.deadLetterQueueUrl =
        deadLetters == null
            ? null
            : targets.queueUrlByName().apply(LocalArn.queueName(deadLetters));
  }

  private static Receiver receiver(String arn, LocalBus.Targets targets) {
    if (LocalArn.isFunction(arn)) {
      return new FunctionReceiver(LocalArn.functionName(arn), targets.functions());
    }
    String name = LocalArn.queueName(arn);
    return new QueueReceiver(name, targets.queueUrlByName().apply(name), targets.sqs());
  }

  void deliver(List<String> events) {
    List<String> inputs = input == null ? events : Collections.nCopies(events.size(), input);
    var failure = new Failure(Delivery.of(inputs, receiver.name(), targets.chaos()), "", "");
    for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      failure = receiver.send(failure.messages());
      if (failure.messages().isEmpty()) {
        return;
      }
      if (attempt < MAX_ATTEMPTS && targets.stop().pause(PAUSE.multipliedBy(attempt))) {
        reportUndelivered(failure);
        return;
      }
    }
    for (Delivery message : failure.messages()) {
      sendDeadLetter(message.body(), failure);
    }
  }

  private void reportUndelivered(Failure failure) {
    LOG.warn(
        "{} failed; the stop leaves {} events undelivered: {}",
        description,
        failure.messages().size(),
        failure.reason());
    targets.onLoss().run();
  }

  private void sendDeadLetter(String event, Failure failure) {
    if (deadLetterQueueUrl == null) {
      LOG.error(
          "{} lost an event because it has no dead-letter queue: {}",
          description,
          failure.reason());
      targets.onLoss().run();
      return;
    }
    LOG.warn(
        "{} failed; the event goes to the dead-letter queue: {}", description, failure.reason());
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
    description.forEach((name, value) -> attributes.put(name, SqsText.attribute(value)));
    attributes.put("ERROR_CODE", SqsText.attribute(failure.code()));
    attributes.put("ERROR_MESSAGE", SqsText.attribute(failure.message()));
    attributes.put("RETRY_ATTEMPTS", SqsText.attribute(Integer.toString(MAX_ATTEMPTS - 1)));
    attributes.put("EXHAUSTED_RETRY_CONDITION", SqsText.attribute("MaximumRetryAttempts"));
    return attributes;
  }
}
