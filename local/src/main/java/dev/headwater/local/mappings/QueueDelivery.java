package dev.headwater.local.mappings;

import dev.headwater.local.chaos.Chaos;
import dev.headwater.local.functions.FunctionInvoker;
import dev.headwater.local.ground.StopSignal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Calls a function with messages, and deletes those that it handled or that the filter rejects.
 * Retries a throttled call until the messages become visible again, as <a href=
 * "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">Lambda</a> does.
 */
record QueueDelivery(
    QueueSource source,
    String functionName,
    FunctionInvoker functions,
    Chaos chaos,
    StopSignal stop) {
  private static final Logger LOG = LoggerFactory.getLogger(QueueDelivery.class);
  private static final int MAX_ENTRIES = 10;
  private static final int RETURN_SECONDS = 1;
  private static final Duration THROTTLED_INTERVAL = Duration.ofMillis(100);

  /**
   * Messages received together or within the batching window.
   *
   * @param returnNanos the {@link System#nanoTime} at which the first becomes visible again; from
   *     then on the receipt handles are expired
   */
  record Received(List<Message> messages, long returnNanos) {
    boolean isEmpty() {
      return messages.isEmpty();
    }
  }

  void deliver(Received received) {
    List<Message> messages = received.messages();
    List<Message> passing = messages.stream().filter(source.filter()::passes).toList();
    List<Message> rejected = new ArrayList<>(messages);
    rejected.removeAll(passing);
    delete(rejected);
    List<Message> arriving =
        chaos.reordered(passing.stream().filter(message -> !isDelayed(message)).toList());
    List<Message> twice = arriving.stream().filter(message -> chaos.duplicates()).toList();
    callInBatches(arriving, received.returnNanos());
    callInBatches(twice, received.returnNanos());
  }

  private void callInBatches(List<Message> messages, long returnNanos) {
    Batches.cut(messages, source.mapping().batchSize(), QueueDelivery::bytes)
        .forEach(batch -> call(batch, returnNanos));
  }

  /** Chaos delays a message only once: it is hidden, and passes when it is received again. */
  private boolean isDelayed(Message message) {
    int seconds = isFirstReceive(message) ? chaos.delaySeconds() : 0;
    if (seconds > 0) {
      hide(List.of(message), seconds);
    }
    return seconds > 0;
  }

  private static boolean isFirstReceive(Message message) {
    return "1"
        .equals(message.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT));
  }

  /** Does not bring back a message that has been deleted meanwhile. */
  private void hide(List<Message> messages, int seconds) {
    for (List<Message> batch : Batches.cut(messages, MAX_ENTRIES, message -> 0)) {
      List<ChangeMessageVisibilityBatchRequestEntry> entries =
          batch.stream()
              .map(
                  message ->
                      ChangeMessageVisibilityBatchRequestEntry.builder()
                          .id(message.messageId())
                          .receiptHandle(message.receiptHandle())
                          .visibilityTimeout(seconds)
                          .build())
              .toList();
      source.client().changeMessageVisibilityBatch(r -> r.queueUrl(source.url()).entries(entries));
    }
  }

  private void call(List<Message> batch, long returnNanos) {
    BatchOutcome outcome = outcome(QueueEvent.of(source.mapping().queueArn(), batch), returnNanos);
    List<Message> handled = handled(batch, outcome);
    if (handled.size() < batch.size()) {
      LOG.warn(
          "{} failed on {} of {} messages of {}",
          functionName,
          batch.size() - handled.size(),
          batch.size(),
          source.mapping().queueArn());
      returnSoon(batch, handled);
    }
    delete(handled);
  }

  private BatchOutcome outcome(String event, long returnNanos) {
    BatchOutcome outcome;
    do {
      outcome =
          BatchOutcome.of(
              functions.invoke(functionName, event), source.mapping().reportsBatchItemFailures());
    } while (outcome instanceof BatchOutcome.Failed failed
        && failed.throttled()
        && !stop.pause(THROTTLED_INTERVAL)
        && System.nanoTime() - returnNanos < 0);
    return outcome;
  }

  /** Under chaos many calls fail, and waiting a visibility timeout for each would take too long. */
  private void returnSoon(List<Message> batch, List<Message> handled) {
    if (chaos.isOn()) {
      List<Message> failed = new ArrayList<>(batch);
      failed.removeAll(handled);
      hide(failed, RETURN_SECONDS);
    }
  }

  private static List<Message> handled(List<Message> batch, BatchOutcome outcome) {
    return switch (outcome) {
      case BatchOutcome.Succeeded succeeded -> batch;
      case BatchOutcome.Failed failed -> List.of();
      case BatchOutcome.PartlyFailed failed -> handled(batch, failed.identifiers());
    };
  }

  /** An identifier that is not in the batch means that the whole batch failed. */
  private static List<Message> handled(List<Message> batch, Set<String> failed) {
    Set<String> ids = batch.stream().map(Message::messageId).collect(Collectors.toSet());
    return ids.containsAll(failed)
        ? batch.stream().filter(message -> !failed.contains(message.messageId())).toList()
        : List.of();
  }

  private void delete(List<Message> messages) {
    for (List<Message> batch : Batches.cut(messages, MAX_ENTRIES, message -> 0)) {
      List<DeleteMessageBatchRequestEntry> entries =
          batch.stream()
              .map(
                  message ->
                      DeleteMessageBatchRequestEntry.builder()
                          .id(message.messageId())
                          .receiptHandle(message.receiptHandle())
                          .build())
              .toList();
      DeleteMessageBatchResponse deleted =
          source.client().deleteMessageBatch(r -> r.queueUrl(source.url()).entries(entries));
      if (!deleted.failed().isEmpty()) {
        LOG.warn(
            "Could not delete {} messages of {}: they will be delivered again",
            deleted.failed().size(),
            source.mapping().queueArn());
      }
    }
  }

  private static int bytes(Message message) {
    return message.body().getBytes(StandardCharsets.UTF_8).length;
  }
}
