package dev.headwater.customers.customer;

/** Why a command to a customer is refused. */
public enum CustomerRefusal {
  /** Registering a customer that exists. */
  ALREADY_REGISTERED,
  /** Any command except registering, for a customer that does not exist. */
  UNKNOWN_CUSTOMER,
  /** Updating the e-mail of a suspended customer. */
  NOT_ACTIVE,
  /** Suspending a suspended customer. */
  ALREADY_SUSPENDED,
  /** Reactivating an active customer. */
  NOT_SUSPENDED,
  /** Another customer has the e-mail. */
  EMAIL_TAKEN
}
