package dev.headwater.customers.customer;

import static dev.headwater.Decision.accept;
import static dev.headwater.Decision.nothingToDo;
import static dev.headwater.Decision.reject;

import dev.headwater.Claim;
import dev.headwater.Decider;
import dev.headwater.Decision;
import dev.headwater.customers.customer.Customer.Active;
import dev.headwater.customers.customer.Customer.Suspended;
import dev.headwater.customers.customer.Customer.Unregistered;
import dev.headwater.customers.customer.CustomerCommand.ReactivateCustomer;
import dev.headwater.customers.customer.CustomerCommand.RegisterCustomer;
import dev.headwater.customers.customer.CustomerCommand.SuspendCustomer;
import dev.headwater.customers.customer.CustomerCommand.UpdateEmail;
import dev.headwater.customers.customer.CustomerEvent.CustomerEmailUpdated;
import dev.headwater.customers.customer.CustomerEvent.CustomerReactivated;
import dev.headwater.customers.customer.CustomerEvent.CustomerRegistered;
import dev.headwater.customers.customer.CustomerEvent.CustomerSuspended;
import java.util.Set;

/**
 * The rules of the customer aggregate.
 *
 * @param uniqueEmail whether e-mail addresses must be unique, including those of suspended
 *     customers
 */
public record CustomerDecider(boolean uniqueEmail)
    implements Decider<CustomerCommand, Customer, CustomerEvent, CustomerRefusal> {
  private static final String EMAIL = "email";

  @Override
  public Customer initialState() {
    return new Unregistered();
  }

  @Override
  public Decision<CustomerEvent, CustomerRefusal> decide(
      CustomerCommand command, Customer customer) {
    return switch (command) {
      case RegisterCustomer register -> register(register, customer);
      case UpdateEmail update -> updateEmail(update, customer);
      case SuspendCustomer suspend -> suspend(suspend, customer);
      case ReactivateCustomer _ -> reactivate(customer);
    };
  }

  private static Decision<CustomerEvent, CustomerRefusal> register(
      RegisterCustomer command, Customer customer) {
    return switch (customer) {
      case Unregistered() ->
          accept(new CustomerRegistered(command.email().value(), command.name().value()));
      case Active _, Suspended _ -> reject(CustomerRefusal.ALREADY_REGISTERED);
    };
  }

  private static Decision<CustomerEvent, CustomerRefusal> updateEmail(
      UpdateEmail command, Customer customer) {
    String newEmail = command.newEmail().value();
    return switch (customer) {
      case Unregistered() -> reject(CustomerRefusal.UNKNOWN_CUSTOMER);
      case Active(String email) when EmailAddress.normalise(email).equals(newEmail) ->
          nothingToDo();
      case Active(String email) -> accept(new CustomerEmailUpdated(email, newEmail));
      case Suspended _ -> reject(CustomerRefusal.NOT_ACTIVE);
    };
  }

  private static Decision<CustomerEvent, CustomerRefusal> suspend(
      SuspendCustomer command, Customer customer) {
    return switch (customer) {
      case Unregistered() -> reject(CustomerRefusal.UNKNOWN_CUSTOMER);
      case Active _ -> accept(new CustomerSuspended(command.reason().value()));
      case Suspended _ -> reject(CustomerRefusal.ALREADY_SUSPENDED);
    };
  }

  private static Decision<CustomerEvent, CustomerRefusal> reactivate(Customer customer) {
    return switch (customer) {
      case Unregistered() -> reject(CustomerRefusal.UNKNOWN_CUSTOMER);
      case Active _ -> reject(CustomerRefusal.NOT_SUSPENDED);
      case Suspended _ -> accept(new CustomerReactivated());
    };
  }

  /** Ignores an event that does not fit the state, which only a bug could have stored. */
  @Override
  public Customer evolve(Customer customer, CustomerEvent event) {
    return switch (event) {
      case CustomerRegistered registered ->
          customer instanceof Unregistered ? new Active(registered.email()) : customer;
      case CustomerEmailUpdated updated ->
          switch (customer) {
            case Unregistered() -> customer;
            case Active _ -> new Active(updated.newEmail());
            case Suspended _ -> new Suspended(updated.newEmail());
          };
      case CustomerSuspended _ ->
          customer instanceof Active(String email) ? new Suspended(email) : customer;
      case CustomerReactivated _ ->
          customer instanceof Suspended(String email) ? new Active(email) : customer;
    };
  }

  @Override
  public Set<Claim> claims(Customer customer) {
    return switch (customer) {
      case Active(String email) when uniqueEmail -> emailClaim(email);
      case Suspended(String email) when uniqueEmail -> emailClaim(email);
      case Unregistered _, Active _, Suspended _ -> Set.of();
    };
  }

  @Override
  public Set<String> claimNames() {
    return uniqueEmail ? Set.of(EMAIL) : Set.of();
  }

  /** Stored events may predate the current normal form of addresses. */
  private static Set<Claim> emailClaim(String email) {
    return Set.of(new Claim(EMAIL, EmailAddress.normalise(email)));
  }

  @Override
  public CustomerRefusal refuseTaken(Claim claim) {
    return CustomerRefusal.EMAIL_TAKEN;
  }
}
