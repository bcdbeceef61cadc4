/**
 * A shopping basket: a complete domain in a few lines, as an example and for tests. One command may
 * cause many events, and discarding a basket removes its view. Its stored forms must stay readable.
 */
@NullMarked
package dev.headwater.testkit.basket;

import org.jspecify.annotations.NullMarked;
