package dev.headwater.local.bus;

import dev.headwater.local.ground.RedactedException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * Sends events to a queue. If it rejects a batch, each event is sent on its own, so that a bad
 * event does not affect the others.
 */
record QueueReceiver(String name, String url, SqsClient sqs) implements Receiver {
  /** SQS's lower, older limit for one call; newer versions allow more. */
  private static final int MAX_BATCH_BYTES = 256 * 1024;

  private static final int MAX_BATCH = 10;

  /** Stands in for the queue's own message, which may quote the event. */
  private static final String REJECTED = "The queue rejected the event.";

  @Override
  public Failure send(List<Delivery> messages) {
    if (messages.isEmpty()) {
      return Failure.NONE;
    }
    int bytes =
        messages.stream()
            .mapToInt(message -> message.body().getBytes(StandardCharsets.UTF_8).length)
            .sum();
    return bytes <= MAX_BATCH_BYTES && messages.size() <= MAX_BATCH
        ? sendBatch(messages)
        : sendEach(messages);
  }

  private Failure sendEach(List<Delivery> messages) {
    return messages.stream()
        .map(message -> sendBatch(List.of(message)))
        .reduce(Failure.NONE, Failure::and);
  }

  private Failure sendBatch(List<Delivery> messages) {
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
          sqs.sendMessageBatch(batch -> batch.queueUrl(url).entries(entries)).failed();
      return failed.isEmpty()
          ? Failure.NONE
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
  private static @Nullable Integer delaySeconds(Delivery message) {
    return message.delaySeconds() == 0 ? null : message.delaySeconds();
  }
}
