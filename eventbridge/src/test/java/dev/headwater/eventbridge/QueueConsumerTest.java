package dev.headwater.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headwater.InMemoryEventStore;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventLog;
import dev.headwater.event.RecordedEvent;
import dev.headwater.event.StreamId;
import dev.headwater.host.ConfigurationFault;
import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import dev.headwater.projection.InMemoryViewStore;
import dev.headwater.projection.Projection;
import dev.headwater.projection.Projector;
import dev.headwater.projection.VersionedView;
import dev.headwater.testkit.History;
import dev.headwater.testkit.IdentityCodec;
import dev.headwater.testsupport.CapturedLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

@ExtendWith(Queues.class)
class QueueConsumerTest {
  private static final ConfigurationFault DENIED =
      new ConfigurationFault("DynamoDB", "AccessDeniedException");
  private static final String NOTHING_FAILED = "{\"batchItemFailures\":[]}";

  private final InMemoryEventStore<String, EncodedEvent> log = new InMemoryEventStore<>();
  private final InMemoryViewStore<String> views = new InMemoryViewStore<>();
  private final List<String> metrics = new ArrayList<>();
  private final Queues.Queue queue;
  private final Queues.Queue deadLetters;
  private final QueueConsumer consumer;

  QueueConsumerTest(Queues.Queue queue, Queues.Queue deadLetters) {
    this.queue = queue;
    this.deadLetters = deadLetters;
    this.consumer = consumer(deadLetters.url());
  }

  private QueueConsumer consumer(String deadLetterQueueUrl) {
    return consumer(deadLetterQueueUrl, log);
  }

  private QueueConsumer consumer(String deadLetterQueueUrl, EventLog<EncodedEvent> log) {
    return new QueueConsumer(
        new Projector<>(new LastText(), new IdentityCodec(), log, views, Host.system()),
        deadLetters.client(),
        new QueueConsumer.QueueUrls(queue.url(), deadLetterQueueUrl),
        Host.system());
  }

  @Test
  void a_failed_message_returns_long_before_the_queues_visibility_timeout() throws IOException {
    queue
        .client()
        .sendMessage(
            send -> send.queueUrl(queue.url()).messageBody(body(Events.note("a", 2, "two"))));
    Message received = queue.receive().getFirst();
    QueueConsumer blind =
        consumer(
            deadLetters.url(),
            (stream, after, max) -> {
              throw new UnavailableException("Not allowed", false, DENIED, null);
            });

    assertThat(handle(blind, message(received))).contains(received.messageId());
    assertThat(
            queue
                .client()
                .receiveMessage(r -> r.queueUrl(queue.url()).waitTimeSeconds(10))
                .messages())
        .extracting(Message::body)
        .containsExactly(received.body());
    assertThat(metrics.getLast())
        .contains("\"ConfigurationFaults\":1", "\"ErrorCode\":\"AccessDeniedException\"");
  }

  @Test
  void a_message_that_failed_often_waits_for_the_queues_visibility_timeout() throws IOException {
    RecordingSqs sqs = new RecordingSqs();
    EventLog<EncodedEvent> silent =
        (stream, after, max) -> {
          throw new UnavailableException("Not allowed", false, DENIED, null);
        };
    QueueConsumer blind =
        new QueueConsumer(
            new Projector<>(new LastText(), new IdentityCodec(), silent, views, Host.system()),
            sqs,
            new QueueConsumer.QueueUrls("url", "dead"),
            Host.system());
    for (String deliveries : List.of("5", "6")) {
      assertThat(
              handle(
                  blind,
                  message(
                      "m" + deliveries,
                      body(Events.note("a", 2, "two")),
                      Map.of(),
                      Map.of("ApproximateReceiveCount", deliveries))))
          .contains("m" + deliveries);
    }

    assertThat(sqs.waits())
        .as("seconds")
        .singleElement()
        .satisfies(seconds -> assertThat(seconds).isBetween(15, 30));
  }

  @Test
  void reports_a_missing_dead_letter_queue_as_a_fault() throws IOException {
    try (CapturedLog captured = new CapturedLog(QueueConsumer.class)) {
      handle(consumer(deadLetters.url() + "-that-is-not-there"), message("m1", "no JSON"));

      assertThat(captured.entries())
          .singleElement()
          .satisfies(
              entry -> assertThat(entry).contains("Configuration fault", "QueueDoesNotExist"));
    }
    assertThat(metrics.getLast()).contains("\"ErrorCode\":\"QueueDoesNotExist\"");
  }

  @Test
  void events_move_the_views() throws IOException {
    assertThat(
            handle(
                message("m1", body(Events.note("a", 1, "one"))),
                message("m2", body(Events.note("b", 1, "two")))))
        .isEqualTo(NOTHING_FAILED);

    assertThat(views.load(List.of("a", "b")))
        .isEqualTo(Map.of("a", new VersionedView<>(1, "one"), "b", new VersionedView<>(1, "two")));
    assertThat(deadLetters.receive()).isEmpty();
  }

  @Test
  void parks_a_malformed_message_with_a_reason_and_handles_the_others() throws IOException {
    assertThat(handle(message("m1", "no JSON"), message("m2", body(Events.note("a", 1, "one")))))
        .isEqualTo(NOTHING_FAILED);

    assertThat(views.load(List.of("a"))).isNotEmpty();
    assertThat(deadLetters.receive())
        .singleElement()
        .satisfies(
            parked -> {
              assertThat(parked.body()).isEqualTo("no JSON");
              assertThat(attribute(parked, "repair")).isEqualTo("true");
              assertThat(attribute(parked, "reason"))
                  .isEqualTo("Not an event: The body is not JSON");
            });
  }

  @Test
  void a_poison_event_parks_all_messages_of_its_aggregate() throws IOException {
    String poison = body(Events.note("a", 1, LastText.POISON));
    String next = body(Events.note("a", 2, "two"));

    assertThat(
            handle(
                message("m1", poison),
                message("m2", next),
                message("m3", body(Events.note("b", 1, "three")))))
        .isEqualTo(NOTHING_FAILED);
    assertThat(views.load(List.of("a", "b"))).containsOnlyKeys("b");
    assertThat(deadLetters.receive())
        .extracting(Message::body)
        .containsExactlyInAnyOrder(poison, next);
  }

  @Test
  void parks_more_messages_than_fit_into_one_call() throws IOException {
    String[] messages =
        IntStream.range(0, 25)
            .mapToObj(n -> message("m" + n, "no event " + n + " " + "x".repeat(30_000)))
            .toArray(String[]::new);

    assertThat(handle(messages)).isEqualTo(NOTHING_FAILED);
    assertThat(deadLetters.receive()).hasSize(25);
  }

  @Test
  void a_redriven_message_repairs_the_view_from_the_log() throws IOException {
    History.<EncodedEvent>of(new StreamId(Events.CATEGORY, "a"))
        .commit(Events.note("a", 1, "one").event())
        .commit(Events.note("a", 2, "two").event())
        .appendTo(log);
    handle(message("m1", body(Events.note("a", 1, LastText.POISON))));
    Message parked = deadLetters.receive().getFirst();

    assertThat(handle(redriven(parked))).isEqualTo(NOTHING_FAILED);
    assertThat(views.load(List.of("a"))).isEqualTo(Map.of("a", new VersionedView<>(2, "two")));
  }

  @Test
  void a_message_from_any_dead_letter_queue_repairs_the_view() throws IOException {
    Map<String, Object> text = Map.of("stringValue", "x", "dataType", "String");
    Map<String, String> ofSqs = Map.of("DeadLetterQueueSourceArn", "arn:aws:sqs:x:1:views");
    String first = body(Events.note("a", 1, "one"));
    for (String parked :
        List.of(
            message("m1", first, Map.of("RULE_ARN", text)),
            message("m2", first, Map.of("ERROR_CODE", text)),
            message("m3", first, Map.of(), ofSqs))) {
      String id = "stream-" + parked.hashCode();
      History.<EncodedEvent>of(new StreamId(Events.CATEGORY, id))
          .commit(Events.note(id, 1, "one").event())
          .commit(Events.note(id, 2, "two").event())
          .appendTo(log);

      handle(parked.replace("\\\"a\\\"", "\\\"" + id + "\\\""));
      assertThat(views.load(List.of(id))).isEqualTo(Map.of(id, new VersionedView<>(2, "two")));
    }
  }

  @Test
  void an_event_of_another_category_is_parked_and_touches_no_view() throws IOException {
    handle(message("m1", body(Events.note("a", 1, "one")).replace(Events.CATEGORY, "BILL")));

    assertThat(views.load(List.of("a"))).isEmpty();
    assertThat(deadLetters.receive())
        .singleElement()
        .satisfies(
            parked ->
                assertThat(attribute(parked, "reason"))
                    .contains("does not fold streams of category BILL"));
  }

  @Test
  void a_message_that_cannot_be_parked_is_delivered_again() throws IOException {
    QueueConsumer homeless = consumer(deadLetters.url() + "-that-is-not-there");

    assertThat(
            handle(
                homeless,
                message("m1", "no JSON"),
                message("m2", body(Events.note("a", 1, "one")))))
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m1\"}]}");
  }

  @Test
  void refuses_an_event_that_is_not_a_queues_batch() {
    for (String event : List.of("", "{}", "{\"Records\":[{}]}")) {
      assertThatIllegalArgumentException()
          .as(event)
          .isThrownBy(
              () ->
                  consumer.handle(
                      stream(event),
                      new ByteArrayOutputStream(),
                      Instant.MAX,
                      new FunctionMetrics("views", metrics::add)));
    }
    assertThat(metrics).isEmpty();
  }

  @Test
  void reports_the_result_of_a_batch() throws IOException {
    String first = body(Events.note("a", 1, "one"));
    handle(message("m1", first), message("m2", first), message("m3", "no JSON"));
    QueueConsumer homeless = consumer(deadLetters.url() + "-that-is-not-there");
    handle(homeless, message("m4", "no JSON"));

    assertThat(metrics).hasSize(3);
    assertThat(metrics.getFirst())
        .contains(
            "\"Projection\":\"last-text\"",
            "\"ViewsMoved\":1",
            "\"DuplicatesDropped\":1",
            "\"MessagesParked\":1")
        .doesNotContain("MessagesToRetry");
    assertThat(metrics.get(1)).contains("\"MessagesToRetry\":1").doesNotContain("MessagesParked");
  }

  private String handle(String... messages) throws IOException {
    return handle(consumer, messages);
  }

  private String handle(QueueConsumer consumer, String... messages) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    consumer.handle(
        stream("{\"Records\":[" + String.join(",", messages) + "]}"),
        answer,
        Instant.MAX,
        new FunctionMetrics("views", metrics::add));
    return answer.toString(StandardCharsets.UTF_8);
  }

  private static ByteArrayInputStream stream(String json) {
    return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
  }

  /** The body of a message that EventBridge sends to a queue. */
  private static String body(RecordedEvent<EncodedEvent> event) {
    return """
    {"version":"0","id":"6a7e8feb-b491-4cf7-a9f1-bf3703467718",\
    "detail-type":"NoteWritten","source":"orders","account":"123456789012",\
    "time":"2026-01-01T00:00:00Z","region":"us-east-1","resources":[],\
    "detail":%s}\
    """
        .formatted(DetailJson.write(event));
  }

  private static String message(Message received) {
    return message(received.messageId(), received.body())
        .replace("AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a", received.receiptHandle());
  }

  private static String message(String id, String body) {
    return message(id, body, Map.of());
  }

  private static String redriven(Message parked) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    parked
        .messageAttributes()
        .forEach(
            (name, value) ->
                attributes.put(
                    name,
                    Map.of(
                        "stringValue",
                        value.stringValue(),
                        "stringListValues",
                        List.of(),
                        "binaryListValues",
                        List.of(),
                        "dataType",
                        value.dataType())));
    return message("again-" + parked.messageId(), parked.body(), attributes);
  }

  private static String message(String id, String body, Map<String, Object> attributes) {
    return message(id, body, attributes, Map.of("ApproximateReceiveCount", "1"));
  }

  /** A message as Lambda receives it. */
  private static String message(
      String id,
      String body,
      Map<String, Object> attributes,
      Map<String, String> systemAttributes) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("messageId", id);
    message.put("receiptHandle", "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a");
    message.put("body", body);
    message.put("attributes", systemAttributes);
    message.put("messageAttributes", attributes);
    message.put("eventSource", "aws:sqs");
    message.put("eventSourceARN", "arn:aws:sqs:us-east-1:123456789012:views");
    message.put("awsRegion", "us-east-1");
    return Json.write(message);
  }

  private static @Nullable String attribute(Message message, String name) {
    MessageAttributeValue value = message.messageAttributes().get(name);
    return value == null ? null : value.stringValue();
  }

  /** Shows the text of the last note. */
  private static final class LastText implements Projection<String, EncodedEvent> {
    static final String POISON = "poison";

    @Override
    public String name() {
      return "last-text";
    }

    @Override
    public String category() {
      return Events.CATEGORY;
    }

    @Override
    public int revision() {
      return 1;
    }

    @Override
    public String apply(@Nullable String view, RecordedEvent<EncodedEvent> event) {
      String text = String.valueOf(event.event().payload().get("text"));
      if (text.equals(POISON)) {
        throw new IllegalStateException("Cannot fold " + text);
      }
      return text;
    }
  }
}
