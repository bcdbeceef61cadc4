/** The order service: its description is {@link dev.headwater.orders.Orders}. */
@NullMarked
package dev.headwater.orders;

import org.jspecify.annotations.NullMarked;
