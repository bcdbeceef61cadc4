/**
 * Verifies and repairs claims against the events: {@link dev.headwater.audit.claims.ClaimAudit},
 * over the port {@link dev.headwater.audit.claims.ClaimLedger}.
 */
@NullMarked
package dev.headwater.audit.claims;

import org.jspecify.annotations.NullMarked;
