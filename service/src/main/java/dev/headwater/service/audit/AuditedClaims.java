package dev.headwater.service.audit;

import dev.headwater.Decider;
import dev.headwater.audit.ScanSettings;
import dev.headwater.audit.claims.ClaimAudit;
import dev.headwater.dynamodb.ClaimsTableCheck;
import dev.headwater.dynamodb.audit.DynamoDbAuditSource;
import dev.headwater.dynamodb.audit.DynamoDbClaimLedger;
import dev.headwater.host.Host;
import dev.headwater.service.Aggregate;
import dev.headwater.service.Service;
import dev.headwater.service.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The claims of a service's aggregates.
 *
 * @param events the name of the events table
 * @param claims the name of the claims table
 */
public record AuditedClaims(DynamoDbClient client, String events, String claims) {
  /** One audit for each aggregate whose decider makes claims with these settings. */
  public List<ClaimAudit<?, ?>> audits(Service service, Settings settings) {
    List<ClaimAudit<?, ?>> audits = new ArrayList<>();
    for (Aggregate<?, ?, ?, ?> aggregate : service.aggregates()) {
      add(audits, aggregate, settings);
    }
    return audits;
  }

  private <S, E> void add(
      List<ClaimAudit<?, ?>> audits, Aggregate<?, S, E, ?> aggregate, Settings settings) {
    Host host = Host.system();
    Decider<?, S, E, ?> decider = aggregate.decider(settings);
    if (!decider.claimNames().isEmpty()) {
      audits.add(
          new ClaimAudit<>(
              aggregate.category(),
              new DynamoDbAuditSource<>(client, events, aggregate.events(), host),
              new DynamoDbClaimLedger(client, events, claims, host),
              decider,
              host));
    }
  }

  /**
   * Fills a claims table that was never filled, for instance because the events are from an older
   * version: until then, every value would be free.
   *
   * @return what was repaired; empty if there was nothing to fill
   */
  public Optional<ClaimAudit.Summary> fill(Service service, Settings settings) {
    return ClaimsTableCheck.needsRepair(client, events, claims)
        ? Optional.of(
            ClaimAudit.repairAll(audits(service, settings), ScanSettings.DEFAULTS, finding -> {}))
        : Optional.empty();
  }
}
