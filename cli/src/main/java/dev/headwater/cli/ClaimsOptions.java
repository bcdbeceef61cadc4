package dev.headwater.cli;

import dev.headwater.audit.ClaimAudit;
import dev.headwater.audit.ClaimFinding;
import dev.headwater.audit.ScanSettings;
import dev.headwater.cli.report.FindingsReport;
import dev.headwater.cli.report.JsonFindings;
import dev.headwater.cli.report.TextFindings;
import dev.headwater.customers.CustomerClaims;
import dev.headwater.customers.customer.Customer;
import dev.headwater.customers.customer.CustomerEvent;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of all commands on claims, and how such a command runs. */
final class ClaimsOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Data folder of the running service to look at (default: the one that"
              + " serve uses). CLAIM_SECRET need be set only if the service was given a"
              + " ClaimSecret.")
  private @Nullable Path folder;

  @Option(
      names = "--table",
      paramLabel = "NAME",
      description =
          "Events table on AWS to look at instead, with the usual credentials. The"
              + " environment variable CLAIM_SECRET holds the deployment's ClaimSecret.")
  private @Nullable String table;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "Region of the table (default: that of the environment or profile).")
  private @Nullable String region;

  @Mixin private ScanOptions scan = new ScanOptions();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Option(names = "--verbose", description = "Log more, to standard error.")
  private boolean verbose;

  /** Either half of an audit. */
  @FunctionalInterface
  interface Audit {
    ClaimAudit.Summary run(
        ClaimAudit<Customer, CustomerEvent> audit,
        ScanSettings settings,
        Consumer<ClaimFinding> findings);
  }

  /** Runs an audit; the exit code. */
  int run(Audit audit) {
    check();
    Logging.start(verbose);
    try (AuditedTable audited = auditedTable()) {
      return run(audit, CustomerClaims.audit(audited.client(), audited.name(), audited.keys()));
    }
  }

  private void check() {
    scan.check(spec.commandLine());
    if (folder != null && table != null) {
      throw new ParameterException(
          spec.commandLine(),
          "--data is for a service on this machine, --table for AWS: give one of them");
    }
    if (region != null && table == null) {
      throw new ParameterException(spec.commandLine(), "--region goes with --table");
    }
  }

  private int run(Audit audit, ClaimAudit<Customer, CustomerEvent> claims) {
    PrintWriter out = spec.commandLine().getOut();
    try (FindingsReport report = json ? new JsonFindings(out) : new TextFindings(out)) {
      ClaimAudit.Summary summary = run(audit, claims, report);
      report.end(summary);
      warn(summary);
      return summary.remaining() == 0 ? 0 : 1;
    }
  }

  private ClaimAudit.Summary run(
      Audit audit, ClaimAudit<Customer, CustomerEvent> claims, FindingsReport report) {
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

  private void warn(ClaimAudit.Summary summary) {
    boolean noneRight = summary.held() == 0 && summary.mended() == 0;
    if (summary.remaining() > 0 && noneRight && summary.claims() > 0) {
      PrintWriter errors = spec.commandLine().getErr();
      errors.println(
          "headwater: not one customer has the right claim: is CLAIM_SECRET that"
              + " of this table?");
      errors.flush();
    }
  }

  private AuditedTable auditedTable() {
    return table == null
        ? AuditedTable.ofService(folder == null ? UserDataFolder.here() : folder)
        : AuditedTable.onAws(table, region);
  }
}
