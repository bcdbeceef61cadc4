package dev.headwater.service.json;

import dev.headwater.service.json.OrderEvent.Channel;
import dev.headwater.service.json.OrderEvent.Courier;
import dev.headwater.service.json.OrderEvent.Drone;
import dev.headwater.service.json.OrderEvent.Line;
import dev.headwater.service.json.OrderEvent.OrderCancelled;
import dev.headwater.service.json.OrderEvent.OrderPaid;
import dev.headwater.service.json.OrderEvent.OrderPlaced;
import dev.headwater.service.json.OrderEvent.OrderShipped;
import dev.headwater.service.json.OrderEvent.Pickup;
import dev.headwater.service.json.OrderEvent.Points;
import dev.headwater.service.json.OrderEvent.Reason;
import dev.headwater.service.json.OrderEvent.Score;
import dev.headwater.service.json.OrderEvent.Shipping;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Events with arbitrary values, in the form that reading brings back. */
record RandomOrders(Random random) {
  static Stream<OrderEvent> events(long seed, int count) {
    RandomOrders orders = new RandomOrders(new Random(seed));
    return IntStream.range(0, count).mapToObj(at -> orders.event());
  }

  OrderEvent event() {
    return switch (random.nextInt(4)) {
      case 0 ->
          new OrderPlaced(text(), text(), lines(1 + random.nextInt(3)), maybe(this::shipping));
      case 1 -> paid();
      case 2 -> new OrderCancelled(new Reason('r' + text()));
      default -> new OrderShipped();
    };
  }

  private OrderPaid paid() {
    Map<String, BigDecimal> taxes = new TreeMap<>();
    Map<String, List<Line>> parcels = new TreeMap<>();
    for (int left = random.nextInt(3); left > 0; left--) {
      taxes.put(text(), decimal());
      parcels.put(text(), lines(random.nextInt(3)));
    }
    return new OrderPaid(
        decimal(),
        maybe(random::nextLong),
        random.nextBoolean(),
        maybe(random::nextBoolean),
        Instant.ofEpochMilli(random.nextLong(253_402_300_800_000L)),
        LocalDate.ofEpochDay(random.nextInt(100_000)),
        random.nextBoolean() ? Channel.CARD : Channel.CASH,
        taxes,
        parcels,
        new Score(new Points(random.nextLong())));
  }

  private Shipping shipping() {
    return switch (random.nextInt(3)) {
      case 0 -> new Pickup();
      case 1 -> new Courier(text(), text());
      default -> new Drone(random.nextInt());
    };
  }

  private List<Line> lines(int count) {
    return IntStream.range(0, count)
        .mapToObj(at -> new Line(text(), random.nextInt(), decimal()))
        .toList();
  }

  /** Without trailing zeros, which are not kept. */
  private BigDecimal decimal() {
    int scale = random.nextInt(20);
    BigDecimal decimal = new BigDecimal(new BigInteger(1 + random.nextInt(100), random), scale);
    BigDecimal stripped = decimal.stripTrailingZeros();
    return stripped.scale() < 0 && stripped.toBigInteger().bitLength() < Long.SIZE
        ? stripped.setScale(0)
        : stripped;
  }

  private String text() {
    return random.nextBoolean()
        ? Integer.toString(random.nextInt(1_000))
        : random
            .ints(random.nextInt(8), ' ', 0x2FF)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  private <T> @Nullable T maybe(Supplier<T> value) {
    return random.nextBoolean() ? value.get() : null;
  }
}
