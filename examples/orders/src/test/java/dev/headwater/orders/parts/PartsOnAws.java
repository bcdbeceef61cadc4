package dev.headwater.orders.parts;

import dev.headwater.CommandHandler;
import dev.headwater.StateFormat;
import dev.headwater.dynamodb.DynamoDbEventLog;
import dev.headwater.dynamodb.DynamoDbEventStore;
import dev.headwater.dynamodb.views.DynamoDbViewStore;
import dev.headwater.dynamodb.views.ViewFormat;
import dev.headwater.dynamodb.views.ViewTable;
import dev.headwater.eventbridge.EventBridgeLimits;
import dev.headwater.eventbridge.EventBridgePublisher;
import dev.headwater.eventbridge.SqsParkedCommits;
import dev.headwater.host.Host;
import dev.headwater.orders.order.Order;
import dev.headwater.orders.order.OrderCommand;
import dev.headwater.orders.order.OrderDecider;
import dev.headwater.orders.order.OrderEvent;
import dev.headwater.orders.order.OrderRefusal;
import dev.headwater.orders.view.OrderProjection;
import dev.headwater.orders.view.OrderView;
import dev.headwater.projection.Projector;
import dev.headwater.projection.ViewDefinition;
import dev.headwater.relay.Relay;
import dev.headwater.service.json.JsonEvents;
import dev.headwater.service.json.JsonState;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The parts on AWS, put together by hand. */
record PartsOnAws(DynamoDbClient dynamoDb, Host host) {
  private static final String EVENTS_TABLE = "orders-events";
  private static final JsonEvents<OrderEvent> EVENTS = JsonEvents.of(OrderEvent.class);

  /** The client must not retry: the handler does, and knows what a lost reply means. */
  CommandHandler<OrderCommand, Order, OrderEvent, OrderRefusal> commandHandler() {
    var decider = new OrderDecider();
    var state = StateFormat.of(decider, Order.class, JsonState.of(Order.class));
    var store =
        new DynamoDbEventStore<>(
            dynamoDb, EVENTS_TABLE, EVENTS, state, EventBridgeLimits.DOCUMENTED);
    return new CommandHandler<>(decider, store.withClaims("orders-claims"), host);
  }

  Relay relay(EventBridgeClient eventBridge, SqsClient sqs, String parkedCommitsUrl) {
    return new Relay(
        new EventBridgePublisher(eventBridge, "orders-bus", "headwater.orders"),
        new SqsParkedCommits(sqs, parkedCommitsUrl),
        host);
  }

  Projector<OrderView, OrderEvent> projector(ViewFormat<OrderView> format) {
    var table = new ViewTable("orders-views", 4);
    return new Projector<>(
        new ViewDefinition<>("order-view", "ORDER", OrderView.class, new OrderProjection()),
        EVENTS,
        new DynamoDbEventLog<>(dynamoDb, EVENTS_TABLE, EVENTS),
        new DynamoDbViewStore<>(dynamoDb, table, format, host),
        host);
  }
}
