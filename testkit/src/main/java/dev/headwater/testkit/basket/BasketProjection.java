package dev.headwater.testkit.basket;

import dev.headwater.event.RecordedEvent;
import dev.headwater.projection.Projection;
import dev.headwater.projection.ViewDefinition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows each basket until it is discarded. */
public final class BasketProjection implements Projection<BasketView, BasketEvent> {
  /** The views of all baskets. */
  public static final ViewDefinition<BasketView, BasketEvent> VIEW =
      new ViewDefinition<>("baskets", "BASKET", BasketView.class, new BasketProjection(1));

  /** The same by a later revision, which adds every item twice. */
  public static final ViewDefinition<BasketView, BasketEvent> DOUBLING =
      new ViewDefinition<>("baskets", "BASKET", BasketView.class, new BasketProjection(2));

  private static final BasketView EMPTY = new BasketView(List.of(), false);

  private final int revision;

  public BasketProjection() {
    this(1);
  }

  private BasketProjection(int revision) {
    this.revision = revision;
  }

  @Override
  public int revision() {
    return revision;
  }

  @Override
  public @Nullable BasketView apply(@Nullable BasketView view, RecordedEvent<BasketEvent> event) {
    BasketView before = view == null ? EMPTY : view;
    List<String> items = new ArrayList<>(before.items());
    return switch (event.event()) {
      case BasketEvent.BasketOpened() -> EMPTY;
      case BasketEvent.ItemAdded(String item) -> {
        items.addAll(Collections.nCopies(revision, item));
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
