/** The orders of a shop: commands, events and the decider between them. */
@NullMarked
package dev.headwater.orders.order;

import org.jspecify.annotations.NullMarked;
