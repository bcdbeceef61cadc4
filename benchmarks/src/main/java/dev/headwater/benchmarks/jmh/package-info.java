/** The code that JMH runs, in a separate JVM. */
@NullMarked
package dev.headwater.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
