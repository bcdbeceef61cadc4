package dev.headwater.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventIds;
import dev.headwater.event.RecordedEvent;
import dev.headwater.projection.Delivery;
import dev.headwater.relay.EventPublisher.Result;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.sqs.model.Message;

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
