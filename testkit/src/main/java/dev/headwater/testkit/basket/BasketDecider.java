package dev.headwater.testkit.basket;

import dev.headwater.Decider;
import dev.headwater.Decision;
import dev.headwater.testkit.basket.Basket.Absent;
import dev.headwater.testkit.basket.Basket.Open;
import dev.headwater.testkit.basket.Basket.Paid;
import dev.headwater.testkit.basket.BasketCommand.AddItems;
import dev.headwater.testkit.basket.BasketCommand.CheckOut;
import dev.headwater.testkit.basket.BasketCommand.Discard;
import dev.headwater.testkit.basket.BasketCommand.OpenBasket;
import dev.headwater.testkit.basket.BasketCommand.RemoveItem;
import dev.headwater.testkit.basket.BasketEvent.BasketOpened;
import dev.headwater.testkit.basket.BasketEvent.CheckedOut;
import dev.headwater.testkit.basket.BasketEvent.Discarded;
import dev.headwater.testkit.basket.BasketEvent.ItemAdded;
import dev.headwater.testkit.basket.BasketEvent.ItemRemoved;
import java.util.List;
import java.util.stream.Stream;

/** The rules of a basket. */
public final class BasketDecider
    implements Decider<BasketCommand, Basket, BasketEvent, BasketRefusal> {
  @Override
  public Basket initialState() {
    return new Absent();
  }

  @Override
  public Decision<BasketEvent, BasketRefusal> decide(BasketCommand command, Basket basket) {
    return switch (basket) {
      case Absent() ->
          command instanceof OpenBasket(List<String> items)
              ? accept(Stream.concat(Stream.of(new BasketOpened()), added(items)))
              : Decision.reject(new BasketRefusal.NotOpen());
      case Open open -> decide(command, open);
      case Paid() -> Decision.reject(new BasketRefusal.NotOpen());
    };
  }

  private static Decision<BasketEvent, BasketRefusal> decide(BasketCommand command, Open basket) {
    return switch (command) {
      case OpenBasket open -> Decision.reject(new BasketRefusal.AlreadyOpen());
      case AddItems(List<String> items) -> accept(added(items));
      case RemoveItem(String item) ->
          basket.items().contains(item)
              ? Decision.accept(new ItemRemoved(item))
              : Decision.reject(new BasketRefusal.NotInBasket(item));
      case CheckOut() ->
          basket.items().isEmpty()
              ? Decision.reject(new BasketRefusal.Empty())
              : Decision.accept(new CheckedOut());
      case Discard() -> Decision.accept(new Discarded());
    };
  }

  @Override
  public Basket evolve(Basket basket, BasketEvent event) {
    Open open = basket instanceof Open before ? before : new Open(List.of());
    return switch (event) {
      case BasketOpened() -> new Open(List.of());
      case ItemAdded(String item) -> open.with(item);
      case ItemRemoved(String item) -> open.without(item);
      case CheckedOut() -> new Paid();
      case Discarded() -> new Absent();
    };
  }

  private static Stream<BasketEvent> added(List<String> items) {
    return items.stream().map(ItemAdded::new);
  }

  private static Decision<BasketEvent, BasketRefusal> accept(Stream<BasketEvent> events) {
    return new Decision.Accepted<>(events.toList());
  }
}
