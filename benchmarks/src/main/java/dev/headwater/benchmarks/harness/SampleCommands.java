package dev.headwater.benchmarks.harness;

import dev.headwater.CommandRequest;
import dev.headwater.customers.customer.CustomerCommand;
import dev.headwater.customers.customer.CustomerCommand.RegisterCustomer;
import dev.headwater.customers.customer.CustomerCommand.UpdateEmail;
import dev.headwater.customers.customer.CustomerId;
import dev.headwater.customers.customer.EmailAddress;
import dev.headwater.customers.customer.Text;
import java.util.Locale;

/** The commands to one customer, all of the same size. */
public record SampleCommands(CustomerId customer) {
  public static SampleCommands to(String customer) {
    return new SampleCommands(new CustomerId(customer));
  }

  public CommandRequest<CustomerCommand> register() {
    return request(new RegisterCustomer(customer, email(0), new Text("Anna Maria Smith")))
        .asCreating();
  }

  /** A different number gives a different address. */
  public CommandRequest<CustomerCommand> update(int number) {
    return request(new UpdateEmail(customer, email(number)));
  }

  private CommandRequest<CustomerCommand> request(CustomerCommand command) {
    return CommandRequest.of(DescribedCustomers.CUSTOMER.stream(customer.value()), command);
  }

  private EmailAddress email(int number) {
    return new EmailAddress(
        String.format(Locale.ROOT, "anna.%s.%06d@mail.example", customer, number));
  }
}
