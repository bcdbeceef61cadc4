/**
 * Runs the real command handler, relay, projector and queries over stores in memory, under a
 * scheduler that takes all interleavings and faults from a seed. A seed that breaks a guarantee
 * always breaks it, and is reported as a short story. A service implements {@link
 * dev.headwater.testkit.simulation.SimulatedDomain}.
 */
@NullMarked
package dev.headwater.testkit.simulation;

import org.jspecify.annotations.NullMarked;
