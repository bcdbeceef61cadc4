package dev.headwater.testkit.basket;

import dev.headwater.event.RecordedEvent;
import dev.headwater.projection.Projection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows each basket until it is discarded. */
public final class BasketProjection implements Projection<BasketView, BasketEvent> {
  private static final BasketView EMPTY = new BasketView(List.of(), false);

  @Override
  public String name() {
    return "baskets";
  }

  @Override
  public String category() {
    return "BASKET";
  }

  @Override
  public int revision() {
    return 1;
  }

  @Override
  public @Nullable BasketView apply(@Nullable BasketView view, RecordedEvent<BasketEvent> event) {
    BasketView before = view == null ? EMPTY : view;
    List<String> items = new ArrayList<>(before.items());
    return switch (event.event()) {
      case BasketEvent.BasketOpened() -> EMPTY;
      case BasketEvent.ItemAdded(String item) -> {
        items.add(item);
        yield new BasketView(items, before.paid());
      }
      case BasketEvent.ItemRemoved(String item) -> {
        items.remove(item);
        yield new BasketView(items, before.paid());
      }
      case BasketEvent.CheckedOut() -> new BasketView(items, true);
      case BasketEvent.Discarded() -> null;
    };
  }
}
