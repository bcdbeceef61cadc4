package dev.headwater.dynamodb.audit;

import dev.headwater.audit.ScanSettings;
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
  final List<ClaimFinding> findings = new ArrayList<>();
  ScanSettings settings = ScanSettings.DEFAULTS;

  BadgeAudit(LocalDynamoDb local) {
    table = new BadgeTable(local);
    host = new ManualHost(table.name.hashCode());
  }

  Summary check() {
    findings.clear();
    return audit().check(settings, findings::add);
  }

  Summary repair() {
    findings.clear();
    return audit().repair(settings, findings::add);
  }

  ClaimAudit<String, EncodedEvent> audit() {
    return table.audit(true, host.host());
  }

  static ClaimFinding finding(ClaimFinding.Kind kind, String id, boolean repaired) {
    return new ClaimFinding(kind, BadgeTable.stream(id).toString(), "badge", repaired);
  }
}
