/**
 * The read side: folds messages into views that converge, and reads views at least as new as a
 * write. A service writes a {@link dev.headwater.projection.Projection}; the rest is called by
 * functions.
 */
@NullMarked
package dev.headwater.projection;

import org.jspecify.annotations.NullMarked;
