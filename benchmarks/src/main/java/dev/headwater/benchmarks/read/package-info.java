/** Benchmarks of the read side: searches, lists, look-ups, indexing and the projector. */
@NullMarked
package dev.headwater.benchmarks.read;

import org.jspecify.annotations.NullMarked;
