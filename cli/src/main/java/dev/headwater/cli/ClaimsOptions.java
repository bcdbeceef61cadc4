package dev.headwater.cli;

import dev.headwater.audit.ScanSettings;
import dev.headwater.audit.claims.ClaimAudit;
import dev.headwater.audit.claims.ClaimFinding;
import dev.headwater.cli.report.FindingsReport;
import dev.headwater.cli.report.JsonFindings;
import dev.headwater.cli.report.TextFindings;
import dev.headwater.service.audit.AuditedClaims;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of both claims commands, and how they run. */
final class ClaimsOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Data folder of the running service (default: headwater in your user data folder).")
  private @Nullable Path folder;

  @Option(
      names = "--table",
      paramLabel = "NAME",
      description =
          "Use this events table on AWS instead, with your default AWS credentials; requires"
              + " --claims-table.")
  private @Nullable String table;

  @Option(
      names = "--claims-table",
      paramLabel = "NAME",
      description = "Claims table on AWS; requires --table.")
  private @Nullable String claimsTable;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "AWS Region (default: from your environment or profile).")
  private @Nullable String region;

  @Mixin private ScanOptions scan = new ScanOptions();

  @Option(names = "--json", description = "Print the result as one JSON document.")
  private boolean json;

  @Option(
      names = "--verbose",
      description = "Print more log output and stack traces to standard error.")
  private boolean verbose;

  /** A check or a repair. */
  @FunctionalInterface
  interface Audit {
    ClaimAudit.Summary run(
        ClaimAudit<?, ?> audit, ScanSettings settings, Consumer<ClaimFinding> findings);
  }

  /** Runs an audit and returns the exit code. */
  int run(Audit audit) {
    check();
    Logging.start(verbose);
    try (AuditedTable audited = auditedTable()) {
      var claims = new AuditedClaims(audited.client(), audited.events(), audited.claims());
      return run(
          audit, claims.audits(CustomerService.SERVICE, CustomerService.WITH_CLAIMS).getFirst());
    }
  }

  private void check() {
    scan.check(spec.commandLine());
    if (folder != null && table != null) {
      throw new ParameterException(
          spec.commandLine(),
          "--data is for a service on this machine, --table for AWS: give one of them");
    }
    if ((table == null) != (claimsTable == null)) {
      throw new ParameterException(
          spec.commandLine(), "--table and --claims-table go together: give both or neither");
    }
    if (region != null && table == null) {
      throw new ParameterException(spec.commandLine(), "--region goes with --table");
    }
  }

  private int run(Audit audit, ClaimAudit<?, ?> claims) {
    PrintWriter out = spec.commandLine().getOut();
    try (FindingsReport report = json ? new JsonFindings(out) : new TextFindings(out)) {
      ClaimAudit.Summary summary = run(audit, claims, report);
      report.end(summary);
      return summary.remaining() == 0 ? 0 : 1;
    }
  }

  private ClaimAudit.Summary run(Audit audit, ClaimAudit<?, ?> claims, FindingsReport report) {
    try (ScanProgress progress = ScanProgress.of(claims::approximateSize)) {
      return audit.run(
          claims,
          scan.settings(progress),
          finding -> {
            progress.clearLine();
            report.add(finding);
          });
    }
  }

  private AuditedTable auditedTable() {
    return table == null || claimsTable == null
        ? AuditedTable.ofService(folder == null ? UserDataFolder.here() : folder)
        : AuditedTable.onAws(table, claimsTable, region);
  }
}
