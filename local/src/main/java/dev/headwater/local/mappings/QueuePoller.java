package dev.headwater.local.mappings;

import dev.headwater.local.ground.RedactedException;
import dev.headwater.local.ground.StopSignal;
import dev.headwater.local.mappings.QueueDelivery.Received;
import dev.headwater.local.template.MappingDeclaration.FromQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Receives messages, calls the function with several batches at a time, and deletes handled
 * messages. Failed messages become visible again after the queue's visibility timeout; after too
 * many receives the queue moves them to its dead-letter queue.
 */
final class QueuePoller {
  private static final Logger LOG = LoggerFactory.getLogger(QueuePoller.class);
  private static final int MAX_RECEIVE = 10;
  private static final Duration MAX_WAIT = Duration.ofSeconds(1);
  private static final Duration ERROR_INTERVAL = Duration.ofSeconds(1);
  private static final Duration SLOT_INTERVAL = Duration.ofMillis(200);

  /**
   * Lambda starts with five batches at a time and scales up. On one machine, more concurrent calls
   * would only slow each other down until they time out.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html">Scaling
   *     for SQS event source mappings</a>
   */
  private static final int MAX_BATCHES = 5;

  private final QueueSource source;
  private final QueueDelivery delivery;
  private final StopSignal stop;
  private final PollerThreads threads;
  private final FromQueue mapping;
  private final Semaphore slots;

  QueuePoller(QueueSource source, QueueDelivery delivery, StopSignal stop, PollerThreads threads) {
    this.source = source;
    this.delivery = delivery;
    this.stop = stop;
    this.threads = threads;
    this.mapping = source.mapping();
    this.slots = new Semaphore(Math.min(MAX_BATCHES, mapping.maximumConcurrency()));
  }

  void start() {
    threads.start(mapping.name(), this::poll);
  }

  private void poll() {
    while (!stop.requested()) {
      try {
        if (slots.tryAcquire(SLOT_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
          pollOnce();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Call with a slot held; passes the slot on to the batch that it receives. */
  private void pollOnce() {
    Received batch = new Received(List.of(), 0);
    try {
      batch = receive();
    } catch (RuntimeException e) {
      warn(e);
      stop.pause(ERROR_INTERVAL);
    } finally {
      if (batch.isEmpty()) {
        slots.release();
      }
    }
    if (!batch.isEmpty()) {
      deliver(batch);
    }
  }

  private void deliver(Received batch) {
    threads.start(
        mapping.name() + "-batch",
        () -> {
          try {
            delivery.deliver(batch);
          } catch (RuntimeException e) {
            LOG.error(
                "A batch for {} failed: its messages will be delivered again",
                mapping.name(),
                RedactedException.of(e));
          } finally {
            slots.release();
          }
        });
  }

  /** Receives messages; once it has one, waits up to the batching window for a fuller batch. */
  private Received receive() {
    Map<String, Message> batch = new LinkedHashMap<>();
    add(batch, receive(Math.min(MAX_RECEIVE, mapping.batchSize())));
    long received = System.nanoTime();
    try {
      fill(batch, received + mapping.batchingWindow().toNanos());
    } catch (RuntimeException e) {
      // Dropped messages would count as received, and stay invisible until their timeout.
      warn(e);
    }
    return new Received(
        new ArrayList<>(batch.values()), received + source.visibilityTimeout().toNanos());
  }

  private void fill(Map<String, Message> batch, long deadline) {
    while (!batch.isEmpty()
        && batch.size() < mapping.batchSize()
        && !stop.requested()
        && System.nanoTime() < deadline) {
      int missing = Math.min(MAX_RECEIVE, mapping.batchSize() - batch.size());
      add(batch, receive(missing));
    }
  }

  private void warn(RuntimeException failure) {
    LOG.warn(
        "Cannot read the queue of {}, trying again", mapping.name(), RedactedException.of(failure));
  }

  /** If a message is received again meanwhile, keeps its newer receipt handle. */
  private static void add(Map<String, Message> batch, List<Message> messages) {
    messages.forEach(message -> batch.put(message.messageId(), message));
  }

  private List<Message> receive(int count) {
    return source
        .client()
        .receiveMessage(
            r ->
                r.queueUrl(source.url())
                    .maxNumberOfMessages(count)
                    .waitTimeSeconds((int) MAX_WAIT.toSeconds())
                    .messageAttributeNames("All")
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
        .messages();
  }
}
