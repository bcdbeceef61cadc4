package dev.headwater.customers.customer;

/** The commands to a customer. Their fields are always valid and normalised. */
public sealed interface CustomerCommand {
  CustomerId customerId();

  record RegisterCustomer(CustomerId customerId, EmailAddress email, Text name)
      implements CustomerCommand {}

  record UpdateEmail(CustomerId customerId, EmailAddress newEmail) implements CustomerCommand {}

  record SuspendCustomer(CustomerId customerId, Text reason) implements CustomerCommand {}

  record ReactivateCustomer(CustomerId customerId) implements CustomerCommand {}
}
