package dev.headwater.customers.customer;

/** What can be asked of a customer. Fields are valid and normalised once a command exists. */
public sealed interface CustomerCommand {
  CustomerId customerId();

  record RegisterCustomer(CustomerId customerId, EmailAddress email, Text name)
      implements CustomerCommand {}

  record UpdateEmail(CustomerId customerId, EmailAddress newEmail) implements CustomerCommand {}

  record SuspendCustomer(CustomerId customerId, Text reason) implements CustomerCommand {}

  record ReactivateCustomer(CustomerId customerId) implements CustomerCommand {}
}
