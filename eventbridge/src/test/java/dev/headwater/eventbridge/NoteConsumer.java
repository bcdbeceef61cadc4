package dev.headwater.eventbridge;

import dev.headwater.InMemoryEventStore;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventCodec;
import dev.headwater.event.EventLog;
import dev.headwater.host.Host;
import dev.headwater.projection.Projector;
import dev.headwater.query.InMemoryViewStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A consumer that folds notes into views, between a queue and its dead-letter queue. */
final class NoteConsumer {
  static final String NOTHING_FAILED = "{\"batchItemFailures\":[]}";

  final InMemoryEventStore<String, EncodedEvent> log = new InMemoryEventStore<>();
  final InMemoryViewStore<String> views = new InMemoryViewStore<>();
  final List<String> metrics = new ArrayList<>();
  private final Queues.Queue queue;
  private final Queues.Queue deadLetters;

  NoteConsumer(Queues.Queue queue, Queues.Queue deadLetters) {
    this.queue = queue;
    this.deadLetters = deadLetters;
  }

  /** Whose dead-letter queue does not exist. */
  QueueConsumer homeless() {
    return consumer(deadLetters.client(), deadLetters.url() + "-that-is-not-there", log);
  }

  /** Whose log is this one. */
  QueueConsumer over(EventLog<EncodedEvent> other) {
    return consumer(deadLetters.client(), deadLetters.url(), other);
  }

  QueueConsumer over(EventLog<EncodedEvent> other, SqsClient sqs) {
    return consumer(sqs, deadLetters.url(), other);
  }

  private QueueConsumer consumer(
      SqsClient sqs, String deadLetterQueueUrl, EventLog<EncodedEvent> read) {
    return new QueueConsumer(
        new Projector<>(LastText.VIEW, EventCodec.asStored(), read, views, Host.system()),
        sqs,
        new QueueConsumer.QueueUrls(queue.url(), deadLetterQueueUrl),
        Host.system());
  }

  String handle(String... messages) throws IOException {
    return handle(over(log), messages);
  }

  String handle(QueueConsumer consumer, String... messages) throws IOException {
    return answer(consumer, "{\"Records\":[" + String.join(",", messages) + "]}");
  }

  /** Passes the event to the consumer, and returns its answer. */
  String answer(QueueConsumer consumer, String event) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    consumer.handle(
        new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
        answer,
        Instant.MAX,
        new FunctionMetrics("views", metrics::add));
    return answer.toString(StandardCharsets.UTF_8);
  }
}
