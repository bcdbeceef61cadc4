/**
 * Tracks up to where stream records are completely handled, which is where a start resumes the
 * streams. Read {@link dev.headwater.local.progress.LowWaterMark} first, and run {@code
 * MarkSimulationTest} after any change: a wrong mark loses events silently.
 */
@NullMarked
package dev.headwater.local.progress;

import org.jspecify.annotations.NullMarked;
