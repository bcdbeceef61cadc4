/**
 * How far the streams have been dealt with for good, which is where a start resumes them. {@link
 * dev.headwater.local.progress.LowWaterMark} explains it.
 */
@NullMarked
package dev.headwater.local.progress;

import org.jspecify.annotations.NullMarked;

