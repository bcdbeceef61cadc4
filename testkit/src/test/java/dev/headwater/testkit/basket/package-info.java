/** Tests of the basket. */
@NullMarked
package dev.headwater.testkit.basket;

import org.jspecify.annotations.NullMarked;
