/** The metrics that functions log, gathered to be looked at. */
@NullMarked
package dev.headwater.local.metrics;

import org.jspecify.annotations.NullMarked;

