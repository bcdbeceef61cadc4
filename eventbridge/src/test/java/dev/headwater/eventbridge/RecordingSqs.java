package dev.headwater.eventbridge;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;

/** Records which messages become visible again, and when. */
final class RecordingSqs implements SqsClient {
  final List<ChangeMessageVisibilityBatchRequest> calls = new ArrayList<>();
  Runnable duringCall = () -> {};
  @Nullable SdkException failure;

  /** The seconds after which each message becomes visible again. */
  List<Integer> waits() {
    return calls.stream()
        .flatMap(call -> call.entries().stream())
        .map(ChangeMessageVisibilityBatchRequestEntry::visibilityTimeout)
        .toList();
  }

  @Override
  public ChangeMessageVisibilityBatchResponse changeMessageVisibilityBatch(
      ChangeMessageVisibilityBatchRequest request) {
    calls.add(request);
    duringCall.run();
    if (failure != null) {
      throw failure;
    }
    return ChangeMessageVisibilityBatchResponse.builder().build();
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
