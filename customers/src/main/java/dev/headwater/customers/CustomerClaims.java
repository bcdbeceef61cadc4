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

/** The customers' claims on their e-mails, to be looked at from outside of the service. */
public final class CustomerClaims {
  private CustomerClaims() {}

  /**
   * An audit of the customers in an events table and of their claims, as if their e-mails had to be
   * unique.
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
   * Fills a claims table that was never filled, as one beside events of an older version: until
   * then, every e-mail in it would be free.
   *
   * @return what was repaired; empty when the table needs nothing
   */
  public static Optional<ClaimAudit.Summary> fill(
      DynamoDbClient client, String events, String claims) {
    return ClaimsTableCheck.needsRepair(client, events, claims)
        ? Optional.of(audit(client, events, claims).repair(ScanSettings.DEFAULTS, finding -> {}))
        : Optional.empty();
  }
}
