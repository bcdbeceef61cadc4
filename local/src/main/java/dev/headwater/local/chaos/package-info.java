/**
 * Injects faults deliberately, by seed and rate. {@code Chaos} decides; the other packages ask it.
 * Never reorder {@code Fault}: seeds in bug reports would draw other faults.
 */
@NullMarked
package dev.headwater.local.chaos;

import org.jspecify.annotations.NullMarked;
