package dev.headwater.orders;

/** The number of an article, in upper case. */
public record Sku(String value) {
  public Sku {
    value = Text.code(value);
  }
}
