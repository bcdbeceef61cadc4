package dev.headwater.testkit.basket;

/** Why a basket refuses a command. */
public sealed interface BasketRefusal {
  record AlreadyOpen() implements BasketRefusal {}

  record NotOpen() implements BasketRefusal {}

  record NotInBasket(String item) implements BasketRefusal {}

  /** Used by {@link OneOffDecider} only. */
  record InAnotherBasket(String item) implements BasketRefusal {}

  record Empty() implements BasketRefusal {}
}
