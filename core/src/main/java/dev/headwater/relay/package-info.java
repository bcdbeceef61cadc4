/**
 * The way out: publishes the commits of the events table's stream, and parks what can never be
 * published.
 */
@NullMarked
package dev.headwater.relay;

import org.jspecify.annotations.NullMarked;
