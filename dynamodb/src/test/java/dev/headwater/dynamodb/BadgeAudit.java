package dev.headwater.dynamodb;

import dev.headwater.dynamodb.ClaimAudit.Summary;
import dev.headwater.event.EncodedEvent;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.testkit.IdentityCodec;
import dev.headwater.testkit.ManualHost;
import java.util.ArrayList;
import java.util.List;

/** Audits of the claims to badges in a table of its own, and what the last of them found. */
final class BadgeAudit {
  final BadgeTable table;
  final ManualHost host;
  final List<ClaimFinding> findings = new ArrayList<>();
  EventsScan.Settings settings = EventsScan.Settings.USUAL;

  BadgeAudit(LocalDynamoDb local) {
    table = new BadgeTable(local);
    host = new ManualHost(table.name.hashCode());
  }

  Summary check() {
    findings.clear();
    return under(table.keys).check(settings, findings::add);
  }

  Summary repair() {
    findings.clear();
    return under(table.keys).repair(settings, findings::add).orElseThrow();
  }

  ClaimAudit<String, EncodedEvent> under(ClaimKeys keys) {
    return new ClaimAudit<>(
        table.access(host.host()), keys, new IdentityCodec(), new BadgeDecider(true));
  }

  static ClaimFinding finding(ClaimFinding.Kind kind, String id, boolean mended) {
    return new ClaimFinding(kind, BadgeTable.stream(id).toString(), "badge", mended);
  }
}
