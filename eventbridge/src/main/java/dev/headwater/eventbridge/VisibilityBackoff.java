package dev.headwater.eventbridge;

import dev.headwater.host.ConfigurationFault;
import dev.headwater.host.Host;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;

/**
 * Makes failed messages visible again within seconds. The queue's own visibility timeout lasts
 * minutes, because it has to cover functions that crash.
 *
 * <p>The wait doubles with each delivery: at most 2, 4, 8, 16 and 30 seconds, half of it random so
 * that the messages do not all return at once. From the sixth delivery on the queue's own timeout
 * applies, so that an outage of hours neither keeps functions busy nor uses up the receives that
 * the redrive policy allows. The queue's own timeout also applies if SQS refuses to change it.
 *
 * <p>A call takes about two seconds at most.
 *
 * @see <a href=
 *     "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html"
 *     >ChangeMessageVisibility</a>
 */
final class VisibilityBackoff {
  private static final Logger LOG = LoggerFactory.getLogger(VisibilityBackoff.class);

  /** SQS's limit for one call. */
  private static final int MAX_ENTRIES = 10;

  private static final int FIRST_SECONDS = 2;
  private static final int LAST_SECONDS = 30;
  private static final int BACKOFF_DELIVERIES = 5;
  private static final Duration CALL_TIME = Duration.ofSeconds(1);

  private final SqsClient sqs;
  private final String queueUrl;
  private final Host host;

  VisibilityBackoff(SqsClient sqs, String queueUrl, Host host) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
    this.host = host;
  }

  /** Shortens the visibility timeout of the messages with these ids. */
  void shorten(List<QueueMessage> messages, Set<String> ids, Consumer<ConfigurationFault> faults) {
    List<QueueMessage> shortened =
        messages.stream()
            .filter(
                message ->
                    ids.contains(message.messageId())
                        && !message.receiptHandle().isEmpty()
                        && message.deliveries() <= BACKOFF_DELIVERIES)
            .toList();
    long end = host.clock().millis() + CALL_TIME.toMillis();
    for (int from = 0;
        from < shortened.size() && host.clock().millis() < end;
        from += MAX_ENTRIES) {
      List<QueueMessage> call =
          shortened.subList(from, Math.min(shortened.size(), from + MAX_ENTRIES));
      if (!send(call, faults)) {
        return;
      }
    }
  }

  private boolean send(List<QueueMessage> call, Consumer<ConfigurationFault> faults) {
    List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>(call.size());
    for (QueueMessage message : call) {
      entries.add(
          ChangeMessageVisibilityBatchRequestEntry.builder()
              .id(Integer.toString(entries.size()))
              .receiptHandle(message.receiptHandle())
              .visibilityTimeout(seconds(message.deliveries()))
              .build());
    }
    try {
      for (BatchResultErrorEntry failed :
          sqs.changeMessageVisibilityBatch(
                  change ->
                      change
                          .queueUrl(queueUrl)
                          .entries(entries)
                          .overrideConfiguration(within -> within.apiCallTimeout(CALL_TIME)))
              .failed()) {
        LOG.warn("Could not shorten the visibility timeout of a message ({})", failed.code());
      }
      return true;
    } catch (SdkException e) {
      LOG.warn(
          "Could not shorten the visibility timeout of {} messages ({})",
          call.size(),
          FailedCall.describe(e));
      ConfigurationFault fault = FailedCall.fault(FailedCall.SQS, e);
      if (fault != null) {
        faults.accept(fault);
      }
      return false;
    }
  }

  /** Between half and all of a time that doubles with each delivery. */
  private int seconds(int deliveries) {
    int most = Math.min(LAST_SECONDS, FIRST_SECONDS << (deliveries - 1));
    return most / 2 + host.random().nextInt(most / 2 + 1);
  }
}
