/**
 * Verifies and repairs views against the events, over ports that the stores implement: {@link
 * dev.headwater.audit.AuditSource} and {@link dev.headwater.audit.AuditableViews}. What happens to
 * a view:
 *
 * <pre>
 * scan ──► right
 *      └─► suspect ──(right within the allowed lag)──► settled
 *                └─► wrong ──(only verifying, or beyond repair)──► settled: reported
 *                      └─► repairing ──(right within the allowed lag, or not)──► settled: reported
 * </pre>
 *
 * {@code ViewJudge} makes the comparison, {@code ViewCase} holds the state, and {@code Recheck}
 * makes the transitions.
 */
@NullMarked
package dev.headwater.audit;

import org.jspecify.annotations.NullMarked;
