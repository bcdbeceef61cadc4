package dev.headwater.orders.parts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.CommandHandler;
import dev.headwater.CommandRequest;
import dev.headwater.InMemoryEventStore;
import dev.headwater.Outcome;
import dev.headwater.event.Commit;
import dev.headwater.event.StreamId;
import dev.headwater.host.Host;
import dev.headwater.orders.order.CustomerId;
import dev.headwater.orders.order.CustomerName;
import dev.headwater.orders.order.Line;
import dev.headwater.orders.order.Money;
import dev.headwater.orders.order.Order;
import dev.headwater.orders.order.OrderCommand;
import dev.headwater.orders.order.OrderCommand.PlaceOrder;
import dev.headwater.orders.order.OrderDecider;
import dev.headwater.orders.order.OrderEvent;
import dev.headwater.orders.order.OrderId;
import dev.headwater.orders.order.OrderNumber;
import dev.headwater.orders.order.OrderRefusal;
import dev.headwater.orders.order.OrderRefusal.AlreadyPlaced;
import dev.headwater.orders.order.Quantity;
import dev.headwater.orders.order.Sku;
import dev.headwater.orders.view.OrderProjection;
import dev.headwater.orders.view.OrderStatus;
import dev.headwater.orders.view.OrderView;
import dev.headwater.projection.Delivery;
import dev.headwater.projection.Projector;
import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewDefinition;
import dev.headwater.query.InMemoryViewStore;
import dev.headwater.relay.EventPublisher;
import dev.headwater.relay.Relay;
import dev.headwater.relay.StreamRecord;
import dev.headwater.service.json.JsonEvents;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class PartsTest {
  private static final StreamId STREAM = new StreamId("ORDER", "o1");
  private static final PlaceOrder PLACE =
      new PlaceOrder(
          new OrderId("o1"),
          new OrderNumber("2026-0001"),
          new CustomerId("ada"),
          new CustomerName("Ada Lovelace"),
          List.of(new Line(new Sku("tea-1"), new Quantity(2), new Money(new BigDecimal("5")))));

  private final Host host = Host.system();
  private final JsonEvents<OrderEvent> codec = JsonEvents.of(OrderEvent.class);
  private final InMemoryEventStore<Order, OrderEvent> store = new InMemoryEventStore<>(codec);
  private final CommandHandler<OrderCommand, Order, OrderEvent, OrderRefusal> handler =
      new CommandHandler<>(new OrderDecider(), store, host);

  private Outcome<OrderEvent, OrderRefusal> place() {
    return handler.handle(CommandRequest.of(STREAM, PLACE));
  }

  private Instant soon() {
    return host.clock().instant().plusSeconds(10);
  }

  @Test
  void a_handler_decides_and_stores() {
    assertThat(place()).isInstanceOf(Outcome.Committed.class);
    assertThat(place()).isEqualTo(new Outcome.Refused<>(new AlreadyPlaced(), 1));
    assertThat(store.read(STREAM, 0, 10).commits()).hasSize(1);
  }

  @Test
  void a_projector_folds_events_into_views() {
    place();
    var views = new InMemoryViewStore<OrderView>();
    var definition =
        new ViewDefinition<>("order-view", "ORDER", OrderView.class, new OrderProjection());
    var projector = new Projector<>(definition, codec, store, views, host);

    projector.project(List.of(new Delivery.Repair("message-1", STREAM)), soon());

    assertThat(views.find("o1").map(VersionedView::view).map(OrderView::status))
        .hasValue(OrderStatus.OPEN);
  }

  @Test
  void a_relay_publishes_commits() {
    place();
    var commit = Commit.encode(store.read(STREAM, 0, 1).commits().getFirst(), codec);
    Queue<String> bus = new ConcurrentLinkedQueue<>();
    EventPublisher publisher =
        events -> {
          events.forEach(event -> bus.add(event.event().eventType()));
          return events.stream()
              .<EventPublisher.Result>map(event -> new EventPublisher.Result.Published())
              .toList();
        };
    var relay =
        new Relay(
            publisher,
            (key, reason) -> {
              throw new AssertionError(key + " was parked: " + reason);
            },
            host);

    relay.relay(List.of(new StreamRecord.Committed("1", Map.of("PK", "ORDER#o1"), commit)), soon());

    assertThat(bus).containsExactly("OrderPlaced");
  }

  @Test
  void a_function_of_ones_own_handles_commands() {
    var function = new CancelUnpaidFunction(handler);
    var order = new OrderId("o1");

    assertThat(function.cancel(order)).isEqualTo("\"UnknownOrder\"");
    place();
    assertThat(function.cancel(order)).isEqualTo("\"cancelled\"");
    assertThat(function.cancel(order)).isEqualTo("\"cancelled\"");
    assertThat(store.read(STREAM, 0, 10).commits()).hasSize(2);
  }

  @Test
  void parts_on_aws_are_put_together_without_a_call() {
    try (DynamoDbClient client = DynamoDbClient.builder().region(Region.US_EAST_1).build()) {
      assertThat(new PartsOnAws(client, host).commandHandler()).isNotNull();
    }
  }
}
