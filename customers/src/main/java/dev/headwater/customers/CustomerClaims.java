package dev.headwater.customers;

import dev.headwater.audit.ClaimAudit;
import dev.headwater.customers.customer.Customer;
import dev.headwater.customers.customer.CustomerDecider;
import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.customer.CustomerEventCodec;
import dev.headwater.dynamodb.audit.DynamoDbAuditSource;
import dev.headwater.dynamodb.audit.DynamoDbClaimLedger;
import dev.headwater.dynamodb.internal.ClaimKeys;
import dev.headwater.host.Host;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The customers' claims on their e-mails, to be looked at from outside of the service. */
public final class CustomerClaims {
  private CustomerClaims() {}

  /** An audit of the customers in an events table, as if their e-mails had to be unique. */
  public static ClaimAudit<Customer, CustomerEvent> audit(
      DynamoDbClient client, String table, ClaimKeys keys) {
    Host host = Host.system();
    return new ClaimAudit<>(
        new DynamoDbAuditSource<>(client, table, new CustomerEventCodec(), host),
        new DynamoDbClaimLedger(client, table, keys, host),
        new CustomerDecider(true),
        host);
  }
}
