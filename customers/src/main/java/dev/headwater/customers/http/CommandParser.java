package dev.headwater.customers.http;

import dev.headwater.customers.customer.CustomerCommand;
import dev.headwater.customers.customer.CustomerCommand.ReactivateCustomer;
import dev.headwater.customers.customer.CustomerCommand.RegisterCustomer;
import dev.headwater.customers.customer.CustomerCommand.SuspendCustomer;
import dev.headwater.customers.customer.CustomerCommand.UpdateEmail;
import dev.headwater.customers.customer.CustomerId;
import dev.headwater.customers.customer.EmailAddress;
import dev.headwater.customers.customer.Text;
import dev.headwater.event.CommandStamp;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Makes commands of requests. Whatever is wrong ends the request, all of it named at once. */
final class CommandParser {
  private static final Pattern COMMAND_ID =
      Pattern.compile("[\\x21-\\x7e]{1," + CommandStamp.MAX_ID_LENGTH + "}");

  private CommandParser() {}

  static CustomerCommand parse(String commandType, Fields fields) {
    Supplier<CustomerId> id =
        fields.required(
            "customerId",
            commandType.equals("RegisterCustomer") ? CommandParser::newId : CustomerId::new);
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

  /** The id of a customer to be: whoever had this one could not be looked up over HTTP. */
  private static CustomerId newId(String text) {
    if (text.equals(QueryApi.COUNT)) {
      throw new IllegalArgumentException(
          "must not be '"
              + QueryApi.COUNT
              + "': GET /customers/"
              + QueryApi.COUNT
              + " counts customers");
    }
    return new CustomerId(text);
  }

  /** The command as it is recognised when it comes again. */
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

  static String commandId(String text) {
    if (!COMMAND_ID.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "must be 1 to "
              + CommandStamp.MAX_ID_LENGTH
              + " visible ASCII characters without spaces");
    }
    return text;
  }

  /** A version that a command may expect; 0 is that of a customer who does not exist. */
  static Long version(String text) {
    if (!text.matches("[0-9]{1,10}")) {
      throw new IllegalArgumentException("must be a whole number of at least 0");
    }
    return Long.valueOf(text);
  }
}
