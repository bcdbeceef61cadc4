/**
 * Attacks a started service: random requests over HTTP, and broken ones over raw sockets. A run is
 * repeated with the seed that it printed.
 */
@NullMarked
package dev.headwater.fuzz;

import org.jspecify.annotations.NullMarked;
