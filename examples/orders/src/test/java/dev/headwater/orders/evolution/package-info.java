/** Events that change their shape: the code of a guide. */
@NullMarked
package dev.headwater.orders.evolution;

import org.jspecify.annotations.NullMarked;
