package dev.headwater.testkit.basket;

import dev.headwater.Decider;
import dev.headwater.event.EventCodec;
import dev.headwater.projection.ViewDefinition;
import dev.headwater.testkit.simulation.Choices;
import dev.headwater.testkit.simulation.SimulatedDomain;
import java.util.List;

/** The domain of baskets for a simulation. */
public final class BasketSimulation
    implements SimulatedDomain<BasketCommand, Basket, BasketEvent, BasketRefusal, BasketView> {
  private static final List<String> GOODS = List.of("tea", "milk", "bread");

  @Override
  public Decider<BasketCommand, Basket, BasketEvent, BasketRefusal> decider() {
    return new BasketDecider();
  }

  @Override
  public EventCodec<BasketEvent> codec() {
    return new BasketCodec();
  }

  @Override
  public ViewDefinition<BasketView, BasketEvent> view() {
    return BasketProjection.VIEW;
  }

  @Override
  public ViewDefinition<BasketView, BasketEvent> otherView() {
    return BasketProjection.DOUBLING;
  }

  @Override
  public BasketCommand command(String aggregateId, Choices choices) {
    return switch (choices.below(8)) {
      case 0, 1, 2 -> new BasketCommand.OpenBasket(GOODS.subList(0, choices.below(3)));
      case 3, 4 -> new BasketCommand.AddItems(GOODS.subList(0, choices.below(4)));
      case 5 -> new BasketCommand.RemoveItem(choices.of(GOODS));
      case 6 -> new BasketCommand.Discard();
      default -> new BasketCommand.CheckOut();
    };
  }

  @Override
  public boolean creates(BasketCommand command) {
    return command instanceof BasketCommand.OpenBasket;
  }

  /** Sorts by the number of items, so that baskets move within the list. */
  @Override
  public String listKey(String aggregateId, BasketView view) {
    return view.items().size() + "#" + aggregateId;
  }
}
