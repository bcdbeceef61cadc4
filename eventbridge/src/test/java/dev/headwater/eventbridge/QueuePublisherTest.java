package dev.headwater.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventIds;
import dev.headwater.event.RecordedEvent;
import dev.headwater.host.ConfigurationFault;
import dev.headwater.projection.Delivery;
import dev.headwater.relay.EventPublisher.Result;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** Events that go to a single projection, on a real queue. */
@ExtendWith(Queues.class)
class QueuePublisherTest {
  private final Queues.Queue queue;

  QueuePublisherTest(Queues.Queue queue) {
    this.queue = queue;
  }

  @Test
  void a_projector_reads_them_as_if_a_rule_had_put_them_there() {
    List<RecordedEvent<EncodedEvent>> events =
        LongStream.rangeClosed(1, 23).mapToObj(n -> Events.note("a", n, "text " + n)).toList();

    assertThat(publisher(queue.url()).publish(events))
        .hasSize(23)
        .containsOnly(new Result.Published());
    List<Message> messages = queue.receive();
    assertThat(messages)
        .extracting(message -> QueueMessage.delivery("m", message.body(), false))
        .containsExactlyInAnyOrderElementsOf(
            events.stream().<Delivery>map(event -> new Delivery.Event("m", event)).toList());
    assertThat(messages).allMatch(message -> message.body().contains("\"replayed\":true"));
  }

  /** It is larger than any message can be. */
  @Test
  void an_event_whose_message_the_queue_refuses_fails_alone() {
    List<RecordedEvent<EncodedEvent>> events =
        List.of(
            Events.note("a", 1, "text"),
            Events.note("a", 2, "x".repeat(1_100_000)),
            Events.note("a", 3, "text"));

    List<Result> results = publisher(queue.url()).publish(events);

    assertThat(results.get(1))
        .isInstanceOfSatisfying(
            Result.Refused.class, refused -> assertThat(refused.reason()).isNotBlank());
    assertThat(List.of(results.get(0), results.get(2))).containsOnly(new Result.Published());
    assertThat(queue.receive()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"InvalidMessageContents", "AWS.SimpleQueueService.BatchRequestTooLong"})
  void a_message_that_the_queue_refuses_is_not_tried_again(String code) {
    assertThat(results(code)).containsOnly(new Result.Refused(code));
  }

  @ParameterizedTest
  @ValueSource(strings = {"AccessDenied", "KMS.DisabledException"})
  void a_fault_of_the_configuration_refuses_no_event(String code) {
    assertThat(results(code))
        .containsOnly(new Result.Deferred(code, new ConfigurationFault("SQS", code)));
  }

  private static List<Result> results(String code) {
    SqsClient sqs = new RefusingSqs(code);
    return new QueuePublisher(sqs, "notes", "shop", EventIds.PLAIN)
        .publish(List.of(Events.note("a", 1, "text"), Events.note("a", 2, "text")));
  }

  private record RefusingSqs(String code) implements SqsClient {
    @Override
    public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
      throw SqsException.builder()
          .statusCode(400)
          .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
          .build();
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

  @Test
  void says_that_the_queue_is_missing() {
    assertThat(publisher(queue.url() + "-missing").publish(List.of(Events.note("a", 1, "text"))))
        .singleElement()
        .isInstanceOfSatisfying(
            Result.Deferred.class, deferred -> assertThat(deferred.fault()).isNotNull());
  }

  private QueuePublisher publisher(String url) {
    return new QueuePublisher(queue.client(), url, "shop", EventIds.PLAIN);
  }
}
