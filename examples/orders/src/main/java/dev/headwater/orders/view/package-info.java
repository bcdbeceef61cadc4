/** The order view: how orders are looked up and listed. */
@NullMarked
package dev.headwater.orders.view;

import org.jspecify.annotations.NullMarked;
