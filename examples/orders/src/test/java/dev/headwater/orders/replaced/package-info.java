/** A view that is replaced by another one. */
@NullMarked
package dev.headwater.orders.replaced;

import org.jspecify.annotations.NullMarked;
