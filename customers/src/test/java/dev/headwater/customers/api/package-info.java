/** The requests that customers answer, over HTTP and by direct invoke. */
@NullMarked
package dev.headwater.customers.api;

import org.jspecify.annotations.NullMarked;
