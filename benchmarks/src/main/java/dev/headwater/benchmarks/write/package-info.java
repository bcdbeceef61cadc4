/**
 * Benchmarks of the write side: what a command costs, how many run per second, and how the HTTP
 * clients compare.
 */
@NullMarked
package dev.headwater.benchmarks.write;

import org.jspecify.annotations.NullMarked;
