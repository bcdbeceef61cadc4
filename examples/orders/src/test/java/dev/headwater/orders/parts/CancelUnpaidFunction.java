package dev.headwater.orders.parts;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.headwater.CommandHandler;
import dev.headwater.CommandRequest;
import dev.headwater.Outcome;
import dev.headwater.event.CommandStamp;
import dev.headwater.orders.order.Order;
import dev.headwater.orders.order.OrderCommand;
import dev.headwater.orders.order.OrderCommand.CancelOrder;
import dev.headwater.orders.order.OrderDecider;
import dev.headwater.orders.order.OrderEvent;
import dev.headwater.orders.order.OrderId;
import dev.headwater.orders.order.OrderRefusal;
import dev.headwater.orders.order.Reason;
import dev.headwater.service.Aggregate;
import dev.headwater.service.functions.ServiceRuntime;
import dev.headwater.service.json.JsonEvents;
import dev.headwater.service.json.JsonState;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A function of the service's own: cancels the order whose id it gets, because it is not paid. */
public final class CancelUnpaidFunction implements RequestStreamHandler {
  private static final Aggregate<OrderCommand, Order, OrderEvent, OrderRefusal> ORDER =
      Aggregate.of("ORDER", OrderId.class, new OrderDecider())
          .events(JsonEvents.of(OrderEvent.class))
          .state(JsonState.of(Order.class));

  private final CommandHandler<OrderCommand, Order, OrderEvent, OrderRefusal> orders;

  public CancelUnpaidFunction() {
    this(System.getenv());
  }

  public CancelUnpaidFunction(Map<String, String> variables) {
    this(ServiceRuntime.of(variables).commandHandler(ORDER));
  }

  CancelUnpaidFunction(CommandHandler<OrderCommand, Order, OrderEvent, OrderRefusal> orders) {
    this.orders = orders;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    String id = new String(input.readAllBytes(), StandardCharsets.UTF_8).replace("\"", "");
    output.write(cancel(new OrderId(id)).getBytes(StandardCharsets.UTF_8));
  }

  /** Repeats take effect once, because they have the same stamp. */
  String cancel(OrderId id) {
    var command = new CancelOrder(id, new Reason("not paid in time"), null);
    var request =
        CommandRequest.<OrderCommand>of(ORDER.stream(id.value()), command)
            .withStamp(CommandStamp.of("cancel-unpaid-" + id.value(), "not paid in time"));
    return switch (orders.handle(request)) {
      case Outcome.Committed<OrderEvent, OrderRefusal> _ -> "\"cancelled\"";
      case Outcome.Unchanged<OrderEvent, OrderRefusal> _ -> "\"unchanged\"";
      case Outcome.Refused<OrderEvent, OrderRefusal> refused ->
          '"' + refused.reason().getClass().getSimpleName() + '"';
      case Outcome.VersionConflict<OrderEvent, OrderRefusal> _,
          Outcome.CommandIdReused<OrderEvent, OrderRefusal> _ ->
          throw new IllegalStateException("The stamp names no version and is never reused");
    };
  }
}
