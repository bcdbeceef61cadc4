package dev.headwater.dynamodb;

import dev.headwater.dynamodb.views.ViewFormat;
import dev.headwater.query.IndexEntry;
import dev.headwater.query.ViewList;
import dev.headwater.testkit.basket.BasketProjection;
import dev.headwater.testkit.basket.BasketView;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lists baskets by whether they are paid, the fullest last. */
final class BasketFormat implements ViewFormat<BasketView> {
  @Override
  public String fingerprint() {
    return BasketProjection.VIEW.fingerprint();
  }

  @Override
  public String keyName() {
    return "id";
  }

  @Override
  public Map<String, Object> encode(BasketView basket) {
    return Map.of("items", basket.items(), "paid", basket.paid());
  }

  @Override
  public BasketView decode(Map<String, Object> fields) {
    if (fields.get("items") instanceof List<?> items
        && fields.get("paid") instanceof Boolean paid) {
      return new BasketView(items.stream().map(String.class::cast).toList(), paid);
    }
    throw new IllegalArgumentException("No basket");
  }

  @Override
  public List<ViewList<BasketView>> lists() {
    return List.of(
        new ViewList<>(
            "list",
            true,
            basket ->
                new IndexEntry(
                    basket.paid() ? "PAID" : "OPEN",
                    String.format(Locale.ROOT, "%03d", basket.items().size()))));
  }
}
