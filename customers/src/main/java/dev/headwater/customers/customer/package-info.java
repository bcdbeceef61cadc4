/** The customer aggregate: commands, events, and what follows from what. */
@NullMarked
package dev.headwater.customers.customer;

import org.jspecify.annotations.NullMarked;
