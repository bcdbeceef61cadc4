package dev.headwater.service.operations.internal.letters;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/** A queue that holds many letters. What was received stays hidden until it is given back. */
final class MemoryQueue implements SqsClient {
  private final Deque<Message> visible = new ArrayDeque<>();
  private final Map<String, Message> hidden = new HashMap<>();
  private int sent;

  /** Happens at each receive, before it. */
  Runnable atReceive = () -> {};

  /** Runs just before the hidden letters are counted. */
  Runnable atHiddenCount = () -> {};

  synchronized void send(int count, Instant time) {
    for (int number = 0; number < count; number++) {
      String id = "m" + sent++;
      visible.add(
          Message.builder()
              .messageId(id)
              .receiptHandle(id)
              .body("no event")
              .attributes(
                  Map.of(
                      MessageSystemAttributeName.SENT_TIMESTAMP,
                      Long.toString(time.toEpochMilli())))
              .build());
    }
  }

  synchronized List<Message> visible() {
    return List.copyOf(visible);
  }

  @Override
  public synchronized ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
    atReceive.run();
    List<Message> received = new ArrayList<>();
    while (received.size() < request.maxNumberOfMessages() && !visible.isEmpty()) {
      Message next = visible.remove();
      hidden.put(next.receiptHandle(), next);
      received.add(next);
    }
    return ReceiveMessageResponse.builder().messages(received).build();
  }

  @Override
  public synchronized SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
    for (SendMessageBatchRequestEntry entry : request.entries()) {
      send(1, Instant.EPOCH);
      Message plain = visible.removeLast();
      visible.add(
          plain.toBuilder()
              .body(entry.messageBody())
              .messageAttributes(entry.messageAttributes())
              .build());
    }
    return SendMessageBatchResponse.builder().build();
  }

  @Override
  public synchronized DeleteMessageBatchResponse deleteMessageBatch(
      DeleteMessageBatchRequest request) {
    request.entries().forEach(entry -> hidden.remove(entry.receiptHandle()));
    return DeleteMessageBatchResponse.builder().build();
  }

  @Override
  public synchronized ChangeMessageVisibilityBatchResponse changeMessageVisibilityBatch(
      ChangeMessageVisibilityBatchRequest request) {
    request
        .entries()
        .forEach(entry -> visible.add(requireNonNull(hidden.remove(entry.receiptHandle()))));
    return ChangeMessageVisibilityBatchResponse.builder().build();
  }

  @Override
  public synchronized GetQueueAttributesResponse getQueueAttributes(
      GetQueueAttributesRequest request) {
    if (request
        .attributeNames()
        .equals(List.of(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))) {
      atHiddenCount.run();
    }
    Map<QueueAttributeName, String> counts =
        new HashMap<>(
            Map.of(
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                Integer.toString(visible.size()),
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                Integer.toString(hidden.size())));
    counts.keySet().retainAll(request.attributeNames());
    return GetQueueAttributesResponse.builder().attributes(counts).build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
