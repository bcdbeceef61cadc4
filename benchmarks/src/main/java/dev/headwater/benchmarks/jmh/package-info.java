/** What JMH runs, in a JVM of its own. */
@NullMarked
package dev.headwater.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
