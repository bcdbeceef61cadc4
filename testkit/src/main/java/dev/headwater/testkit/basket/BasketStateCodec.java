package dev.headwater.testkit.basket;

import dev.headwater.StateCodec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Encodes the state of a basket for snapshots. */
public final class BasketStateCodec implements StateCodec<Basket> {
  private static final String PHASE = "phase";

  @Override
  public Map<String, Object> encode(Basket basket) {
    return switch (basket) {
      case Basket.Absent() -> Map.of(PHASE, "absent");
      case Basket.Open(List<String> items) -> Map.of(PHASE, "open", "items", items);
      case Basket.Paid() -> Map.of(PHASE, "paid");
    };
  }

  @Override
  public Basket decode(Map<String, Object> stored) {
    return switch (String.valueOf(stored.get(PHASE))) {
      case "absent" -> new Basket.Absent();
      case "open" -> new Basket.Open(items(stored.get("items")));
      case "paid" -> new Basket.Paid();
      default -> throw new IllegalArgumentException("unknown phase");
    };
  }

  private static List<String> items(@Nullable Object stored) {
    if (stored instanceof List<?> items && items.stream().allMatch(String.class::isInstance)) {
      return items.stream().map(String.class::cast).toList();
    }
    throw new IllegalArgumentException("items are missing or not texts");
  }
}
