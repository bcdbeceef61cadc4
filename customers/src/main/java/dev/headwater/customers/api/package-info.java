/** The customer API, over HTTP and by direct invoke: commands on one side, queries on the other. */
@NullMarked
package dev.headwater.customers.api;

import org.jspecify.annotations.NullMarked;
