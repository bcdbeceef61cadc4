/**
 * Verifies claims against events, and repairs them: {@link dev.headwater.audit.claims.ClaimAudit}
 * over the port {@link dev.headwater.audit.claims.ClaimLedger}.
 */
@NullMarked
package dev.headwater.audit.claims;

import org.jspecify.annotations.NullMarked;
