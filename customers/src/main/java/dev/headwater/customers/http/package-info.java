/** Requests and answers, over HTTP and by direct invoke. */
@NullMarked
package dev.headwater.customers.http;

import org.jspecify.annotations.NullMarked;
