package dev.headwater.service.json;

import dev.headwater.event.Personal;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events with a component of every kind. */
sealed interface OrderEvent {
  record OrderPlaced(
      String number, @Personal String customerName, List<Line> lines, @Nullable Shipping shipping)
      implements OrderEvent {
    public OrderPlaced {
      if (lines.isEmpty()) {
        throw new IllegalArgumentException("no lines for " + customerName);
      }
    }
  }

  record OrderPaid(
      BigDecimal amount,
      @Nullable Long points,
      boolean first,
      @Nullable Boolean gift,
      Instant at,
      LocalDate due,
      Channel channel,
      Map<String, BigDecimal> taxes,
      Map<String, List<Line>> parcels,
      Score score)
      implements OrderEvent {}

  record OrderCancelled(Reason reason) implements OrderEvent {}

  record OrderShipped() implements OrderEvent {}

  record Line(String sku, int quantity, BigDecimal price) {}

  record Reason(@Personal String text) {
    public Reason {
      if (text.isBlank()) {
        throw new IllegalArgumentException("must not be blank");
      }
    }
  }

  record Score(Points points) {}

  record Points(long value) {}

  enum Channel {
    CARD,
    CASH
  }

  sealed interface Shipping {}

  record Pickup() implements Shipping {}

  record Courier(@Personal String street, String city) implements Shipping {}

  record Drone(int altitude) implements Shipping {}
}
