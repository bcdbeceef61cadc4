package dev.headwater.orders.view;

import java.math.BigDecimal;

/**
 * What a customer still has to pay.
 *
 * @param openOrders how many orders that is for
 */
public record Balance(String customerId, BigDecimal due, int openOrders) {}
