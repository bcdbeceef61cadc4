package dev.headwater.orders.order;

import java.math.BigDecimal;

/** Why a command to an order is refused. */
public sealed interface OrderRefusal {
  /** Placing an order that exists. */
  record AlreadyPlaced() implements OrderRefusal {}

  /** Another order has the number. */
  record NumberTaken() implements OrderRefusal {}

  /** More than 50 lines, or more to pay than one payment can be. */
  record OrderTooLarge() implements OrderRefusal {}

  /** Any command except placing, to an order that does not exist. */
  record UnknownOrder() implements OrderRefusal {}

  /** Adding to or paying an order that is paid or cancelled. */
  record NotOpen() implements OrderRefusal {}

  /** Paying another amount than what is due. */
  record WrongAmount(BigDecimal due) implements OrderRefusal {}

  /** Shipping an order that is not paid. */
  record NotPaid() implements OrderRefusal {}

  /** Shipping an order again, or cancelling it too late. */
  record AlreadyShipped() implements OrderRefusal {}

  /** Shipping or cancelling a cancelled order. */
  record AlreadyCancelled() implements OrderRefusal {}
}
