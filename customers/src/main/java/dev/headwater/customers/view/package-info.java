/** The customer view: how customers are looked up and listed. */
@NullMarked
package dev.headwater.customers.view;

import org.jspecify.annotations.NullMarked;
