package dev.headwater.orders.order;

/** How many pieces of an article: 1 to 1000. */
public record Quantity(int value) {
  private static final int MAX = 1000;

  public Quantity {
    if (value < 1 || value > MAX) {
      throw new IllegalArgumentException("must be a whole number from 1 to " + MAX);
    }
  }
}
