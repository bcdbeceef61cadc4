package dev.headwater.customers;

import dev.headwater.customers.customer.Customer;
import dev.headwater.customers.customer.CustomerDecider;
import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.customer.CustomerEventCodec;
import dev.headwater.dynamodb.ClaimAudit;
import dev.headwater.dynamodb.ClaimKeys;
import dev.headwater.dynamodb.TableAccess;

/** The customers' claims on their e-mails, to be looked at from outside of the service. */
public final class CustomerClaims {
  private CustomerClaims() {}

  /** An audit of the customers in an events table, as if their e-mails had to be unique. */
  public static ClaimAudit<Customer, CustomerEvent> audit(TableAccess table, ClaimKeys keys) {
    return new ClaimAudit<>(table, keys, new CustomerEventCodec(), new CustomerDecider(true));
  }
}
