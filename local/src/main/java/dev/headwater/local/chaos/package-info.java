/** Faults on purpose, by seed and rate. */
@NullMarked
package dev.headwater.local.chaos;

import org.jspecify.annotations.NullMarked;

