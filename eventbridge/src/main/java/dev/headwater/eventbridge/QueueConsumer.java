package dev.headwater.eventbridge;

import dev.headwater.host.ConfigurationFault;
import dev.headwater.host.Host;
import dev.headwater.projection.Failure;
import dev.headwater.projection.ProjectedBatch;
import dev.headwater.projection.Projector;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Feeds a projector from an SQS queue that an EventBridge rule fills.
 *
 * <p>A message is never lost: it is handled, parked in the dead-letter queue, or reported as failed
 * so that SQS delivers it again. A message that no retry can help is parked unchanged, with its
 * {@code reason} and the mark {@code repair}: once redriven, any one message of an aggregate
 * repairs its view from the log. So does a message that SQS or EventBridge moved to a dead-letter
 * queue, which its attributes reveal. A message that cannot be parked is reported as failed.
 *
 * <p>A failed message returns within seconds at first, and after several deliveries only when the
 * queue's own visibility timeout ends. The quick return needs the permission {@code
 * sqs:ChangeMessageVisibility}; without it, the visibility timeout always applies.
 *
 * <p>Thread-safe.
 */
public final class QueueConsumer {
  private static final Logger LOG = LoggerFactory.getLogger(QueueConsumer.class);

  private final Projector<?, ?> projector;
  private final QueueSender deadLetters;
  private final VisibilityBackoff visibilityBackoff;

  public QueueConsumer(Projector<?, ?> projector, SqsClient sqs, QueueUrls urls, Host host) {
    this.projector = projector;
    this.deadLetters = new QueueSender(sqs, urls.deadLetters());
    this.visibilityBackoff = new VisibilityBackoff(sqs, urls.messages(), host);
  }

  /** The queue to consume, and the queue for messages that no retry can help. */
  public record QueueUrls(String messages, String deadLetters) {}

  /**
   * Handles one batch.
   *
   * @param event the batch, as Lambda's event source mapping for SQS sends it
   * @param answer receives the messages to deliver again, see {@link BatchResponse}
   * @param deadline when the projector stops, see {@link Projector#project}. Leave time after it
   *     for parking messages, and two seconds more
   * @param metrics receives the result of the batch
   * @throws IllegalArgumentException if the event is not a batch of an SQS queue
   */
  public void handle(
      InputStream event, OutputStream answer, Instant deadline, FunctionMetrics metrics)
      throws IOException {
    List<QueueMessage> messages = QueueMessage.read(event);
    ProjectedBatch batch =
        projector.project(messages.stream().map(QueueMessage::delivery).toList(), deadline);
    Set<ConfigurationFault> faults = new HashSet<>(batch.faults());
    batch = batch.returning(park(messages, batch.parked(), faults));
    visibilityBackoff.shorten(messages, batch.retry(), faults::add);
    batch = batch.with(reported(faults, batch.faults()));
    BatchResponse.write(answer, batch.retry());
    metrics.projected(projector.definition().name(), batch);
  }

  /** Logs the new faults only: the projector has logged its own. */
  private static Set<ConfigurationFault> reported(
      Set<ConfigurationFault> all, Set<ConfigurationFault> known) {
    all.stream()
        .filter(fault -> !known.contains(fault))
        .forEach(fault -> LOG.error("{}", fault.describe()));
    return all;
  }

  private Set<String> park(
      List<QueueMessage> messages, Map<String, Failure> failures, Set<ConfigurationFault> faults) {
    List<QueueSender.Outgoing> letters = new ArrayList<>();
    for (QueueMessage message : messages) {
      Failure failure = failures.get(message.messageId());
      if (failure != null) {
        letters.add(
            new QueueSender.Outgoing(
                message.messageId(), message.body(), LetterAttributes.of(failure)));
      }
    }
    return deadLetters.send(letters, faults::add);
  }
}
