/**
 * Event source mappings: read queues and table streams in batches, call functions with them, and
 * retry, bisect and discard as Lambda documents. {@code EventSources} is the only entry point.
 */
@NullMarked
package dev.headwater.local.mappings;

import org.jspecify.annotations.NullMarked;
