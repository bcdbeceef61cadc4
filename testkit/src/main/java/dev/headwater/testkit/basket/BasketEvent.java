package dev.headwater.testkit.basket;

/** The events of a basket. */
public sealed interface BasketEvent {
  record BasketOpened() implements BasketEvent {}

  record ItemAdded(String item) implements BasketEvent {}

  record ItemRemoved(String item) implements BasketEvent {}

  record CheckedOut() implements BasketEvent {}

  record Discarded() implements BasketEvent {}
}
