package dev.headwater.customers;

import dev.headwater.audit.ScanSettings;
import dev.headwater.audit.claims.ClaimAudit;
import dev.headwater.customers.customer.Customer;
import dev.headwater.customers.customer.CustomerDecider;
import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.customer.CustomerEventCodec;
import dev.headwater.dynamodb.ClaimsTableCheck;
import dev.headwater.dynamodb.audit.DynamoDbAuditSource;
import dev.headwater.dynamodb.audit.DynamoDbClaimLedger;
import dev.headwater.host.Host;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Audits the customers' claims to their e-mail addresses, from outside the service. */
public final class CustomerClaims {
  private CustomerClaims() {}

  /**
   * An audit of an events table's customers and their claims. It assumes that e-mail addresses must
   * be unique.
   */
  public static ClaimAudit<Customer, CustomerEvent> audit(
      DynamoDbClient client, String events, String claims) {
    Host host = Host.system();
    return new ClaimAudit<>(
        new DynamoDbAuditSource<>(client, events, new CustomerEventCodec(), host),
        new DynamoDbClaimLedger(client, events, claims, host),
        new CustomerDecider(true),
        host);
  }

  /**
   * Fills a claims table that was never filled, for instance because the events are from an older
   * version: until then, every e-mail address would be free.
   *
   * @return what was repaired; empty if there was nothing to fill
   */
  public static Optional<ClaimAudit.Summary> fill(
      DynamoDbClient client, String events, String claims) {
    return ClaimsTableCheck.needsRepair(client, events, claims)
        ? Optional.of(audit(client, events, claims).repair(ScanSettings.DEFAULTS, finding -> {}))
        : Optional.empty();
  }
}
