package dev.headwater.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.EncodedEvent;
import dev.headwater.event.RecordedEvent;
import dev.headwater.host.ConfigurationFault;
import dev.headwater.local.bus.LocalBus;
import dev.headwater.local.endpoints.AwsEndpoint;
import dev.headwater.local.functions.AsyncInvoker;
import dev.headwater.local.functions.FunctionException;
import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.template.BusDeclaration;
import dev.headwater.local.template.RuleDeclaration;
import dev.headwater.projection.Delivery;
import dev.headwater.relay.EventPublisher.Result.Deferred;
import dev.headwater.relay.EventPublisher.Result.Published;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Follows events from the publisher through the local bus and a rule into a queue and back. */
@ExtendWith(Queues.class)
class LocalBusTest {
  private final Queues.Queue queue;
  private final AwsEndpoint endpoint;
  private final EventBridgeClient client;

  LocalBusTest(Queues.Queue queue) {
    this.queue = queue;
    RuleDeclaration rule =
        new RuleDeclaration(
            "Rule",
            "to-queue",
            "orders-bus",
            "{\"source\":[\"orders\"],\"detail-type\":[\"NoteWritten\"]}",
            true,
            List.of(new RuleDeclaration.Target("queue", LocalArn.queue(queue.name()), null, null)));
    LocalBus bus =
        new LocalBus(
            List.of(new BusDeclaration("Bus", "orders-bus")),
            List.of(rule),
            new LocalBus.Targets(queue.client(), name -> queue.url(), () -> {}));
    endpoint =
        AwsEndpoint.start(
            bus,
            (function, event) -> {
              throw new FunctionException("There is no function");
            },
            AsyncInvoker.NONE,
            List.of());
    client =
        EventBridgeClient.builder()
            .endpointOverride(endpoint.uri())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .httpClientBuilder(Apache5HttpClient.builder())
            .build();
  }

  @AfterEach
  void close() {
    client.close();
    endpoint.close();
  }

  @Test
  void published_events_arrive_in_the_queue_unchanged() {
    List<RecordedEvent<EncodedEvent>> events = Events.notes("a", 12);
    EventBridgePublisher publisher = new EventBridgePublisher(client, "orders-bus", "orders");

    assertThat(publisher.publish(events)).hasSize(12).containsOnly(new Published());
    assertThat(queue.receive().stream().map(LocalBusTest::delivery))
        .extracting(delivery -> ((Delivery.Event) delivery).event())
        .containsExactlyInAnyOrderElementsOf(events);
  }

  /** Such events were stored before the stores refused this text. */
  @Test
  void an_event_with_unpublishable_text_arrives_and_so_do_the_others_of_its_call() {
    List<RecordedEvent<EncodedEvent>> events = new ArrayList<>(Events.notes("a", 7));
    events.set(3, Events.note("b", 4, "Z\uffff"));
    events.set(5, Events.note("c\ufffe", 6, Map.of("\uffff", List.of("\ufdd0\u0001"))));
    EventBridgePublisher publisher = new EventBridgePublisher(client, "orders-bus", "orders");

    assertThat(publisher.publish(events)).hasSize(7).containsOnly(new Published());
    assertThat(queue.receive().stream().map(LocalBusTest::delivery))
        .extracting(delivery -> ((Delivery.Event) delivery).event())
        .containsExactlyInAnyOrderElementsOf(events);
  }

  @Test
  void the_bus_accepts_a_full_call() {
    EventBridgePublisher publisher = new EventBridgePublisher(client, "orders-bus", "orders");

    assertThat(
            publisher.publish(
                List.of(
                    Events.ofLength(1, 130_000),
                    Events.ofLength(2, 130_000),
                    Events.ofLength(3, 261_000))))
        .hasSize(3)
        .containsOnly(new Published());
  }

  @Test
  void defers_when_the_bus_is_missing() {
    EventBridgePublisher publisher = new EventBridgePublisher(client, "no-bus", "orders");

    assertThat(publisher.publish(Events.notes("a", 1)))
        .containsExactly(
            new Deferred(
                "ResourceNotFoundException",
                new ConfigurationFault("EventBridge", "ResourceNotFoundException")));
  }

  private static Delivery delivery(Message message) {
    return QueueMessage.delivery(message.messageId(), message.body(), false);
  }
}
