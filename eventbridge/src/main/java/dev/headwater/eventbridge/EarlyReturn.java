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
 * Lets messages that failed come again sooner than after their queue's visibility timeout, which is
 * made for functions that crash and so lasts minutes.
 *
 * <p>The wait doubles with each delivery: at most 2, 4, 8, 16 and 30 seconds, of which half is
 * drawn at random so that they do not all come at once. From the sixth delivery on the queue's own
 * timeout holds: so an outage of hours neither keeps functions busy nor uses up the receives that
 * the redrive policy allows. Where all of this fails, the queue's own timeout holds, too.
 *
 * <p>Takes about two seconds at most.
 *
 * @see <a href=
 *     "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html"
 *     >ChangeMessageVisibility</a>
 */
final class EarlyReturn {
  private static final Logger LOG = LoggerFactory.getLogger(EarlyReturn.class);

  /** SQS's limit for one call. */
  private static final int MAX_ENTRIES = 10;

  private static final int FIRST_SECONDS = 2;
  private static final int LAST_SECONDS = 30;
  private static final int HASTENED_DELIVERIES = 5;
  private static final Duration CALL_TIME = Duration.ofSeconds(1);

  private final SqsClient sqs;
  private final String queueUrl;
  private final Host host;

  EarlyReturn(SqsClient sqs, String queueUrl, Host host) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
    this.host = host;
  }

  /** Shortens the wait of those messages that have these ids. */
  void hasten(List<QueueMessage> messages, Set<String> ids, Consumer<ConfigurationFault> faults) {
    List<QueueMessage> hastened =
        messages.stream()
            .filter(
                message ->
                    ids.contains(message.messageId())
                        && !message.receiptHandle().isEmpty()
                        && message.deliveries() <= HASTENED_DELIVERIES)
            .toList();
    long end = host.clock().millis() + CALL_TIME.toMillis();
    for (int from = 0; from < hastened.size() && host.clock().millis() < end; from += MAX_ENTRIES) {
      List<QueueMessage> call =
          hastened.subList(from, Math.min(hastened.size(), from + MAX_ENTRIES));
      if (!answered(call, faults)) {
        return;
      }
    }
  }

  private boolean answered(List<QueueMessage> call, Consumer<ConfigurationFault> faults) {
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
        LOG.warn("A message comes again after the queue's own timeout ({})", failed.code());
      }
      return true;
    } catch (SdkException e) {
      LOG.warn(
          "{} messages come again after the queue's own timeout ({})",
          call.size(),
          FailedCall.describe(e));
      ConfigurationFault fault = FailedCall.fault(FailedCall.SQS, e);
      if (fault != null) {
        faults.accept(fault);
      }
      return false;
    }
  }

  /** Between the half and the whole of a time that doubles. */
  private int seconds(int deliveries) {
    int most = Math.min(LAST_SECONDS, FIRST_SECONDS << (deliveries - 1));
    return most / 2 + host.random().nextInt(most / 2 + 1);
  }
}
