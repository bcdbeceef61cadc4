package dev.headwater.cli.report;

import dev.headwater.audit.claims.ClaimAudit;
import dev.headwater.audit.claims.ClaimFinding;

/** How an audit is printed, as it goes on. */
public sealed interface FindingsReport extends AutoCloseable permits TextFindings, JsonFindings {
  void add(ClaimFinding finding);

  /** Once, after the last finding. */
  void end(ClaimAudit.Summary summary);

  @Override
  void close();
}
