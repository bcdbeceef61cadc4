/** The customer service: {@link dev.headwater.customers.Customers} describes it. */
@NullMarked
package dev.headwater.customers;

import org.jspecify.annotations.NullMarked;
