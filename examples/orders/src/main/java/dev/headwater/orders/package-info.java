/** The orders of a shop: commands, events and the decider between them. */
@NullMarked
package dev.headwater.orders;

import org.jspecify.annotations.NullMarked;
