/**
 * Benchmarks of the write side: what a command costs, how many there are in a second, and the HTTP
 * clients under it.
 */
@NullMarked
package dev.headwater.benchmarks.write;

import org.jspecify.annotations.NullMarked;
