package dev.headwater.orders;

import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventCodec;
import dev.headwater.orders.OrderEvent.LineAdded;
import dev.headwater.orders.OrderEvent.OrderCancelled;
import dev.headwater.orders.OrderEvent.OrderLine;
import dev.headwater.orders.OrderEvent.OrderPaid;
import dev.headwater.orders.OrderEvent.OrderPlaced;
import dev.headwater.orders.OrderEvent.OrderShipped;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Encodes the events for a simulation, which stores nothing for long. */
final class OrderCodec implements EventCodec<OrderEvent> {
  @Override
  public EncodedEvent encode(OrderEvent event) {
    Map<String, Object> payload =
        switch (event) {
          case OrderPlaced placed ->
              Map.of(
                  "number",
                  placed.number(),
                  "customerId",
                  placed.customerId(),
                  "customerName",
                  placed.customerName(),
                  "lines",
                  placed.lines().stream().map(OrderCodec::encode).toList());
          case LineAdded(OrderLine line) -> Map.of("line", encode(line));
          case OrderPaid(BigDecimal amount) -> Map.of("amount", EncodedEvent.number(amount));
          case OrderShipped shipped ->
              shipped.trackingNumber() == null
                  ? Map.of()
                  : Map.of("trackingNumber", shipped.trackingNumber());
          case OrderCancelled(String reason, String by) ->
              Map.of("reason", reason, "cancelledBy", by);
        };
    return new EncodedEvent(event.getClass().getSimpleName(), 1, payload);
  }

  private static Map<String, Object> encode(OrderLine line) {
    return Map.of(
        "sku",
        line.sku(),
        "quantity",
        (long) line.quantity(),
        "price",
        EncodedEvent.number(line.price()));
  }

  @Override
  public OrderEvent decode(EncodedEvent stored) {
    Map<String, Object> payload = stored.payload();
    return switch (stored.eventType()) {
      case "OrderPlaced" ->
          new OrderPlaced(
              text(payload, "number"),
              text(payload, "customerId"),
              text(payload, "customerName"),
              lines(payload.get("lines")));
      case "LineAdded" -> new LineAdded(line(payload.get("line")));
      case "OrderPaid" -> new OrderPaid(number(payload, "amount"));
      case "OrderShipped" ->
          new OrderShipped(
              payload.get("trackingNumber") instanceof String tracking ? tracking : null);
      case "OrderCancelled" ->
          new OrderCancelled(text(payload, "reason"), text(payload, "cancelledBy"));
      default -> throw new IllegalArgumentException("this event type is not known");
    };
  }

  private static List<OrderLine> lines(@Nullable Object stored) {
    if (stored instanceof List<?> lines) {
      return lines.stream().map(OrderCodec::line).toList();
    }
    throw new IllegalArgumentException("its lines are missing or not a list");
  }

  private static OrderLine line(@Nullable Object stored) {
    if (stored instanceof Map<?, ?> line) {
      return new OrderLine(
          text(line, "sku"), number(line, "quantity").intValueExact(), number(line, "price"));
    }
    throw new IllegalArgumentException("a line is missing or not a map");
  }

  private static String text(Map<?, ?> fields, String name) {
    if (fields.get(name) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("its field " + name + " is missing or not text");
  }

  private static BigDecimal number(Map<?, ?> fields, String name) {
    return switch (fields.get(name)) {
      case Long whole -> BigDecimal.valueOf(whole);
      case BigDecimal decimal -> decimal;
      case null, default ->
          throw new IllegalArgumentException("its field " + name + " is missing or not a number");
    };
  }

  @Override
  public Set<String> personalFields(String eventType) {
    return switch (eventType) {
      case "OrderPlaced" -> Set.of("customerName");
      case "OrderCancelled" -> Set.of("reason");
      default -> Set.of();
    };
  }
}
