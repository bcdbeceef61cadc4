package dev.headwater.orders.order;

import dev.headwater.service.text.Identifier;
import java.util.Locale;

/** The number that customers quote: unique in the shop, in upper case. */
public record OrderNumber(String value) {
  public OrderNumber {
    value = Identifier.require(value.strip()).toUpperCase(Locale.ROOT);
  }
}
