/**
 * Event source mappings: read queues and table streams in batches, call functions with them, and
 * retry, split and discard as Lambda does.
 */
@NullMarked
package dev.headwater.local.mappings;

import org.jspecify.annotations.NullMarked;

