/**
 * The real command handler, relay, projector and query code over stores in memory, under a
 * scheduler that decides by seed who goes on and what goes wrong. A seed that breaks a guarantee
 * breaks it every time, and is told as a short story.
 */
@NullMarked
package dev.headwater.testkit.simulation;

import org.jspecify.annotations.NullMarked;

