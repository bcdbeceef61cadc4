/** The customer service: its Lambda functions and how they are wired. */
@NullMarked
package dev.headwater.customers;

import org.jspecify.annotations.NullMarked;
