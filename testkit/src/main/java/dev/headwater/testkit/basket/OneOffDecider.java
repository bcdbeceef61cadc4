package dev.headwater.testkit.basket;

import dev.headwater.Claim;
import dev.headwater.Decider;
import dev.headwater.Decision;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rules of a basket in a shop with one of each item: an item is in at most one basket. An
 * example of claims.
 */
public final class OneOffDecider
    implements Decider<BasketCommand, Basket, BasketEvent, BasketRefusal> {
  private static final String ITEM = "item";
  private final BasketDecider rules = new BasketDecider();

  @Override
  public Basket initialState() {
    return rules.initialState();
  }

  @Override
  public Decision<BasketEvent, BasketRefusal> decide(BasketCommand command, Basket basket) {
    return rules.decide(command, basket);
  }

  @Override
  public Basket evolve(Basket basket, BasketEvent event) {
    return rules.evolve(basket, event);
  }

  @Override
  public Set<Claim> claims(Basket basket) {
    return basket instanceof Basket.Open open
        ? open.items().stream()
            .map(item -> new Claim(ITEM, item))
            .collect(Collectors.toUnmodifiableSet())
        : Set.of();
  }

  @Override
  public Set<String> claimNames() {
    return Set.of(ITEM);
  }

  @Override
  public BasketRefusal refuseTaken(Claim claim) {
    return new BasketRefusal.InAnotherBasket(claim.value());
  }
}
