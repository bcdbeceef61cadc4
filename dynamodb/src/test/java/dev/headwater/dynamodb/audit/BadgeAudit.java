package dev.headwater.dynamodb.audit;

import dev.headwater.audit.ScanSettings;
import dev.headwater.audit.Segments;
import dev.headwater.audit.claims.ClaimAudit;
import dev.headwater.audit.claims.ClaimAudit.Summary;
import dev.headwater.audit.claims.ClaimFinding;
import dev.headwater.dynamodb.BadgeTable;
import dev.headwater.event.EncodedEvent;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.testkit.ManualHost;
import java.util.ArrayList;
import java.util.List;

/** Audits of the claims to badges in a table of its own, and what the last of them found. */
final class BadgeAudit {
  final BadgeTable table;
  final ManualHost host;

  /** Without their reasons. */
  final List<ClaimFinding> findings = new ArrayList<>();

  /** Whether to cut a run wherever it can be cut. */
  boolean inSlices;

  final List<String> reasons = new ArrayList<>();
  ScanSettings settings = ScanSettings.DEFAULTS;

  BadgeAudit(LocalDynamoDb local) {
    table = new BadgeTable(local);
    host = new ManualHost(table.name.hashCode());
  }

  Summary check() {
    findings.clear();
    return inSlices ? inSlices(false) : audit().check(settings, this::add);
  }

  Summary repair() {
    findings.clear();
    return inSlices ? inSlices(true) : audit().repair(settings, this::add);
  }

  private Summary inSlices(boolean repairing) {
    ScanSettings shortest =
        new ScanSettings(1, 1, settings.unitsPerSecond(), settings.progress(), () -> true);
    Summary total = Summary.NONE;
    ClaimAudit.Position next = new ClaimAudit.Position(true, null, new Segments(16, 0));
    while (next != null) {
      ClaimAudit.Slice slice = audit().run(next, shortest, repairing, this::add);
      total = total.plus(slice.summary());
      next = slice.next();
    }
    return total;
  }

  void add(ClaimFinding finding) {
    findings.add(
        new ClaimFinding(
            finding.kind(), finding.stream(), finding.claim(), finding.repaired(), null));
    if (finding.reason() != null) {
      reasons.add(finding.stream() + ": " + finding.reason());
    }
  }

  ClaimAudit<String, EncodedEvent> audit() {
    return table.audit(true, host.host());
  }

  static ClaimFinding finding(ClaimFinding.Kind kind, String id, boolean repaired) {
    return new ClaimFinding(kind, BadgeTable.stream(id).toString(), "badge", repaired, null);
  }
}
