package dev.headwater.testkit.basket;

import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventCodec;
import dev.headwater.event.Upcasters;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Encodes the events of a basket. Every form that was ever stored stays readable: {@code ItemAdded}
 * of schema version 1 called its {@code product} an {@code item}.
 */
public final class BasketCodec implements EventCodec<BasketEvent> {
  private static final Upcasters UPCASTERS =
      Upcasters.none().with("ItemAdded", 1, BasketCodec::itemAddedFrom1);

  @Override
  public EncodedEvent encode(BasketEvent event) {
    return switch (event) {
      case BasketEvent.BasketOpened() -> encoded("BasketOpened", Map.of());
      case BasketEvent.ItemAdded(String item) ->
          new EncodedEvent("ItemAdded", 2, Map.of("product", item));
      case BasketEvent.ItemRemoved(String item) -> encoded("ItemRemoved", Map.of("item", item));
      case BasketEvent.CheckedOut() -> encoded("CheckedOut", Map.of());
      case BasketEvent.Discarded() -> encoded("Discarded", Map.of());
    };
  }

  @Override
  public BasketEvent decode(EncodedEvent stored) {
    EncodedEvent event = UPCASTERS.upcast(stored);
    return switch (event.eventType() + ' ' + event.schemaVersion()) {
      case "BasketOpened 1" -> new BasketEvent.BasketOpened();
      case "ItemAdded 2" -> new BasketEvent.ItemAdded(text(event, "product"));
      case "ItemRemoved 1" -> new BasketEvent.ItemRemoved(text(event, "item"));
      case "CheckedOut 1" -> new BasketEvent.CheckedOut();
      case "Discarded 1" -> new BasketEvent.Discarded();
      default -> throw new IllegalArgumentException("unknown type or schema version");
    };
  }

  @Override
  public Set<String> personalFields(String eventType) {
    return Set.of();
  }

  private static Map<String, Object> itemAddedFrom1(Map<String, Object> stored) {
    Map<String, Object> renamed = new HashMap<>(stored);
    Object item = renamed.remove("item");
    if (item != null) {
      renamed.put("product", item);
    }
    return renamed;
  }

  private static String text(EncodedEvent event, String field) {
    if (event.payload().get(field) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(field + " is missing or not a text");
  }

  private static EncodedEvent encoded(String eventType, Map<String, Object> payload) {
    return new EncodedEvent(eventType, 1, payload);
  }
}
