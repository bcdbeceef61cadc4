package dev.headwater.cli.report;

import dev.headwater.audit.claims.ClaimAudit;
import dev.headwater.audit.claims.ClaimFinding;

/** Prints the findings of a claims audit, while it runs. */
public sealed interface FindingsReport extends AutoCloseable permits TextFindings, JsonFindings {
  void add(ClaimFinding finding);

  /** Called once, after the last finding. */
  void end(ClaimAudit.Summary summary);

  @Override
  void close();
}
