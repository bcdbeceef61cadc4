package dev.headwater.customers;

import dev.headwater.Decider;
import dev.headwater.customers.customer.Customer;
import dev.headwater.customers.customer.CustomerCommand;
import dev.headwater.customers.customer.CustomerCommand.ReactivateCustomer;
import dev.headwater.customers.customer.CustomerCommand.RegisterCustomer;
import dev.headwater.customers.customer.CustomerCommand.SuspendCustomer;
import dev.headwater.customers.customer.CustomerCommand.UpdateEmail;
import dev.headwater.customers.customer.CustomerDecider;
import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.customer.CustomerId;
import dev.headwater.customers.customer.CustomerRefusal;
import dev.headwater.customers.customer.EmailAddress;
import dev.headwater.customers.customer.Text;
import dev.headwater.customers.view.CustomerStatus;
import dev.headwater.customers.view.CustomerView;
import dev.headwater.event.EventCodec;
import dev.headwater.projection.ViewDefinition;
import dev.headwater.testkit.simulation.Choices;
import dev.headwater.testkit.simulation.SimulatedDomain;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Customers as a simulation uses them: few addresses, so that they are often taken. */
final class CustomerSimulation
    implements SimulatedDomain<
        CustomerCommand, Customer, CustomerEvent, CustomerRefusal, CustomerView> {
  private static final List<EmailAddress> EMAILS =
      List.of(
          new EmailAddress("a@example.com"),
          new EmailAddress("b@example.com"),
          new EmailAddress("c@example.com"));

  @Override
  public Decider<CustomerCommand, Customer, CustomerEvent, CustomerRefusal> decider() {
    return new CustomerDecider(true);
  }

  @Override
  public EventCodec<CustomerEvent> codec() {
    return Described.CUSTOMER.events();
  }

  @Override
  public ViewDefinition<CustomerView, CustomerEvent> view() {
    return Described.VIEW.definition();
  }

  @Override
  public ViewDefinition<CustomerView, CustomerEvent> otherView() {
    return LoudCustomers.VIEW.definition();
  }

  @Override
  public CustomerCommand command(String aggregateId, Choices choices) {
    CustomerId id = new CustomerId(aggregateId);
    return switch (choices.below(8)) {
      case 0, 1, 2 -> new RegisterCustomer(id, choices.of(EMAILS), new Text("Ada Lovelace"));
      case 3, 4, 5 -> new UpdateEmail(id, choices.of(EMAILS));
      case 6 -> new SuspendCustomer(id, new Text("asked for it"));
      default -> new ReactivateCustomer(id);
    };
  }

  @Override
  public boolean creates(CustomerCommand command) {
    return command instanceof RegisterCustomer;
  }

  /** The list of active customers, as a search by e-mail sorts it. */
  @Override
  public @Nullable String listKey(String aggregateId, CustomerView view) {
    return view.status() == CustomerStatus.ACTIVE ? view.email() + '#' + aggregateId : null;
  }
}
