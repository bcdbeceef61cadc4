package dev.headwater.customers.api;

import dev.headwater.customers.customer.CustomerCommand;
import dev.headwater.customers.customer.CustomerCommand.ReactivateCustomer;
import dev.headwater.customers.customer.CustomerCommand.RegisterCustomer;
import dev.headwater.customers.customer.CustomerCommand.SuspendCustomer;
import dev.headwater.customers.customer.CustomerCommand.UpdateEmail;
import dev.headwater.customers.customer.CustomerId;
import dev.headwater.customers.customer.EmailAddress;
import dev.headwater.customers.customer.Text;
import dev.headwater.event.CommandStamp;
import dev.headwater.service.http.Fields;
import dev.headwater.service.http.ProblemException;
import java.util.function.Supplier;

/** Builds commands from the fields of requests. */
final class CommandParser {
  private CommandParser() {}

  /**
   * @throws ProblemException if the type is unknown or fields are wrong
   */
  static CustomerCommand parse(String commandType, Fields fields) {
    Supplier<CustomerId> id =
        fields.required(
            "customerId",
            commandType.equals("RegisterCustomer") ? CustomerIds::parse : CustomerId::new);
    return switch (commandType) {
      case "RegisterCustomer" -> {
        var email = fields.required("email", EmailAddress::new);
        var name = fields.required("name", Text::new);
        fields.check();
        yield new RegisterCustomer(id.get(), email.get(), name.get());
      }
      case "UpdateEmail" -> {
        var newEmail = fields.required("newEmail", EmailAddress::new);
        fields.check();
        yield new UpdateEmail(id.get(), newEmail.get());
      }
      case "SuspendCustomer" -> {
        var reason = fields.required("reason", Text::new);
        fields.check();
        yield new SuspendCustomer(id.get(), reason.get());
      }
      case "ReactivateCustomer" -> {
        fields.check();
        yield new ReactivateCustomer(id.get());
      }
      default ->
          throw ProblemException.malformed(
              "The commandType is not known; there are"
                  + " RegisterCustomer, UpdateEmail, SuspendCustomer and ReactivateCustomer.");
    };
  }

  /** Identifies the command, so that a repeat is recognised. */
  static CommandStamp stamp(String commandId, CustomerCommand command) {
    String id = command.customerId().value();
    return switch (command) {
      case RegisterCustomer(_, EmailAddress email, Text name) ->
          CommandStamp.of(commandId, "RegisterCustomer", id, email.value(), name.value());
      case UpdateEmail(_, EmailAddress newEmail) ->
          CommandStamp.of(commandId, "UpdateEmail", id, newEmail.value());
      case SuspendCustomer(_, Text reason) ->
          CommandStamp.of(commandId, "SuspendCustomer", id, reason.value());
      case ReactivateCustomer _ -> CommandStamp.of(commandId, "ReactivateCustomer", id);
    };
  }
}
