/** The parts of the library without a description: the code of a guide. */
@NullMarked
package dev.headwater.orders.parts;

import org.jspecify.annotations.NullMarked;
