/** Proves that the simulation finds each missing safeguard, and that a seed can be replayed. */
@NullMarked
package dev.headwater.testkit.simulation;

import org.jspecify.annotations.NullMarked;
