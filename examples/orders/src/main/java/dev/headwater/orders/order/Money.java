package dev.headwater.orders.order;

import java.math.BigDecimal;

/** An amount in the shop's currency: from 0.00 to 1000000.00, in whole cents. */
public record Money(BigDecimal value) {
  static final BigDecimal MAX = new BigDecimal("1000000.00");
  private static final int DECIMALS = 2;

  public Money {
    BigDecimal plain = value.stripTrailingZeros();
    if (plain.signum() < 0 || plain.compareTo(MAX) > 0 || plain.scale() > DECIMALS) {
      throw new IllegalArgumentException(
          "must be an amount from 0.00 to " + MAX + " with at most two decimals");
    }
    value = withDecimals(plain);
  }

  /** The same amount with two decimals again, because stores drop trailing zeros. */
  public static BigDecimal withDecimals(BigDecimal amount) {
    return amount.setScale(Math.max(amount.scale(), DECIMALS));
  }
}
