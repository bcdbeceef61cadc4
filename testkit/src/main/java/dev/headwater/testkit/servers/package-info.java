/** Runs real servers as child processes, for tests and benchmarks. */
@NullMarked
package dev.headwater.testkit.servers;

import org.jspecify.annotations.NullMarked;
