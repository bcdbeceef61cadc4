package dev.headwater.orders.order;

import dev.headwater.service.text.Identifier;
import java.util.Locale;

/** The number of an article, in upper case. */
public record Sku(String value) {
  public Sku {
    value = Identifier.require(value.strip()).toUpperCase(Locale.ROOT);
  }
}
