/** Compares the described service with the hand-written one that it replaces. */
@NullMarked
package dev.headwater.customers.differential;

import org.jspecify.annotations.NullMarked;
