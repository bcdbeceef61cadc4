package dev.headwater.testkit.basket;

import java.util.Map;
import java.util.Set;

import dev.headwater.EncodedEvent;
import dev.headwater.EventCodec;

/** How a basket's events are stored, all in schema version 1. */
public final class BasketCodec implements EventCodec<BasketEvent> {
    @Override
    public EncodedEvent encode(BasketEvent event) {
        return switch (event) {
            case BasketEvent.BasketOpened() -> encoded("BasketOpened", Map.of());
            case BasketEvent.ItemAdded(String item) -> encoded("ItemAdded", Map.of("item", item));
            case BasketEvent.ItemRemoved(String item) ->
                encoded("ItemRemoved", Map.of("item", item));
            case BasketEvent.CheckedOut() -> encoded("CheckedOut", Map.of());
            case BasketEvent.Discarded() -> encoded("Discarded", Map.of());
        };
    }

    @Override
    public BasketEvent decode(EncodedEvent stored) {
        if (stored.schemaVersion() != 1) {
            throw new IllegalArgumentException("only schema version 1 is known");
        }
        return switch (stored.eventType()) {
            case "BasketOpened" -> new BasketEvent.BasketOpened();
            case "ItemAdded" -> new BasketEvent.ItemAdded(item(stored));
            case "ItemRemoved" -> new BasketEvent.ItemRemoved(item(stored));
            case "CheckedOut" -> new BasketEvent.CheckedOut();
            case "Discarded" -> new BasketEvent.Discarded();
            default -> throw new IllegalArgumentException("the event type is not known");
        };
    }

    @Override
    public Set<String> personalFields(String eventType) {
        return Set.of();
    }

    private static String item(EncodedEvent stored) {
        if (stored.payload().get("item") instanceof String item) {
            return item;
        }
        throw new IllegalArgumentException("item is missing or no text");
    }

    private static EncodedEvent encoded(String eventType, Map<String, Object> payload) {
        return new EncodedEvent(eventType, 1, payload);
    }
}
