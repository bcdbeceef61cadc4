/**
 * Verifies and repairs views against the events, over ports that the stores implement: {@link
 * dev.headwater.audit.AuditSource} and {@link dev.headwater.audit.AuditableViews}. What happens to
 * a view:
 *
 * <pre>
 * scan ──► right
 *      └─► suspect ──(Recheck, for as long as views may lag)──► right
 *                └─► wrong ──► reported
 *                      └─► repaired ──(ViewRepair)──► right: reported as repaired
 *                             ▲                └─► wrong ─┐
 *                             └───────────────────────────┘
 * </pre>
 */
@NullMarked
package dev.headwater.audit;

import org.jspecify.annotations.NullMarked;
