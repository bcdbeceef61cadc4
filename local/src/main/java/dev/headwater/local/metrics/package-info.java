/**
 * Collects the metrics that functions log and that AWS measures of them, and exports them to
 * Prometheus. Sends nothing to AWS.
 */
@NullMarked
package dev.headwater.local.metrics;

import org.jspecify.annotations.NullMarked;
