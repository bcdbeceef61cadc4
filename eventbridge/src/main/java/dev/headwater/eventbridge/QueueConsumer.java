package dev.headwater.eventbridge;

import dev.headwater.BatchResponse;
import dev.headwater.host.ConfigurationFault;
import dev.headwater.host.Host;
import dev.headwater.projection.ProjectedBatch;
import dev.headwater.projection.Projector;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Feeds a projector from an SQS queue into which a bus rule puts events.
 *
 * <p>Just the messages that have to come again are reported as failed. Those that no retry can help
 * are sent to the dead-letter queue, unchanged, with their {@code reason} and the mark {@code
 * repair}: redriven from there, any one of an aggregate's messages repairs its view from the log.
 * So does one that SQS or EventBridge moved to a dead-letter queue, as its attributes tell. A
 * message that could not be sent there is reported, so it is never lost.
 *
 * <p>What is reported comes again after some seconds, at first, and later after the queue's own
 * visibility timeout: see {@link EarlyReturn}. That needs the right {@code
 * sqs:ChangeMessageVisibility}; without it, everything comes again after the visibility timeout.
 *
 * <p>Safe for use by several threads.
 */
public final class QueueConsumer {
  private static final Logger LOG = LoggerFactory.getLogger(QueueConsumer.class);

  private final Projector<?, ?> projector;
  private final DeadLetterQueue deadLetters;
  private final EarlyReturn earlyReturn;

  public QueueConsumer(Projector<?, ?> projector, SqsClient sqs, QueueUrls urls, Host host) {
    this.projector = projector;
    this.deadLetters = new DeadLetterQueue(sqs, urls.deadLetters());
    this.earlyReturn = new EarlyReturn(sqs, urls.messages(), host);
  }

  /** The queue that messages come from, and the one for those that no retry can help. */
  public record QueueUrls(String messages, String deadLetters) {}

  /**
   * Handles one batch.
   *
   * @param event as Lambda's event source mapping for SQS makes it
   * @param answer takes the messages to deliver again, see {@link BatchResponse}
   * @param deadline by which the projector stops, see {@link Projector#project}. Leave time for
   *     sending messages to the dead-letter queue, too, and two seconds more
   * @param metrics takes what became of the batch
   * @throws IllegalArgumentException when the event is none of a queue
   */
  public void handle(
      InputStream event, OutputStream answer, Instant deadline, FunctionMetrics metrics)
      throws IOException {
    List<QueueMessage> messages = QueueMessage.read(event);
    ProjectedBatch batch =
        projector.project(messages.stream().map(QueueMessage::delivery).toList(), deadline);
    Set<ConfigurationFault> faults = new HashSet<>(batch.faults());
    batch = batch.returning(park(messages, batch.parked(), faults));
    earlyReturn.hasten(messages, batch.retry(), faults::add);
    batch = batch.with(reported(faults, batch.faults()));
    BatchResponse.write(answer, batch.retry());
    metrics.projected(projector.projection().name(), batch);
  }

  /** The projector has reported its own. */
  private static Set<ConfigurationFault> reported(
      Set<ConfigurationFault> all, Set<ConfigurationFault> known) {
    all.stream()
        .filter(fault -> !known.contains(fault))
        .forEach(fault -> LOG.error("{}", fault.describe()));
    return all;
  }

  private Set<String> park(
      List<QueueMessage> messages, Map<String, String> reasons, Set<ConfigurationFault> faults) {
    return deadLetters.send(
        messages.stream()
            .filter(message -> reasons.containsKey(message.messageId()))
            .map(
                message ->
                    new DeadLetterQueue.Letter(
                        message.messageId(),
                        message.body(),
                        reasons.getOrDefault(message.messageId(), "")))
            .toList(),
        faults::add);
  }
}
