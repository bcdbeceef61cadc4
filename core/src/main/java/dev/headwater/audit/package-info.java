/**
 * Verifies views against events, and repairs them, behind ports that the stores fill ({@link
 * dev.headwater.audit.AuditSource}, {@link dev.headwater.audit.AuditableViews}). The way of a view:
 *
 * <pre>
 * scan ──► right
 *      └─► suspect ──(Recheck: wrong for as long as views may lag)──► wrong ──► reported
 *             ▲  └─► right                                             │
 *             └────────────── (ViewRepair: look again) ◄── repairing ◄─┘
 *                                   └─► right: reported as repaired
 * </pre>
 */
@NullMarked
package dev.headwater.audit;

import org.jspecify.annotations.NullMarked;
