/**
 * A shopping basket: a whole domain in a few lines, to read as a model and to test with. One
 * command may cause many events, and discarding a basket removes its view.
 */
@NullMarked
package dev.headwater.testkit.basket;

import org.jspecify.annotations.NullMarked;

