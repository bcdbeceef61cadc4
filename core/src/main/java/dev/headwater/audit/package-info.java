/** Verifies views against events, and repairs them, behind ports that the stores fill. */
@NullMarked
package dev.headwater.audit;

import org.jspecify.annotations.NullMarked;
