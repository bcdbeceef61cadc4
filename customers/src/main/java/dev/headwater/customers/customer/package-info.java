/** The customer aggregate: commands, events and the decider between them. */
@NullMarked
package dev.headwater.customers.customer;

import org.jspecify.annotations.NullMarked;
