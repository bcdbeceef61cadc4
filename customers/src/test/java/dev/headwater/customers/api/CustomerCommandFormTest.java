package dev.headwater.customers.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.headwater.customers.customer.CustomerCommand;
import dev.headwater.customers.customer.CustomerCommand.ReactivateCustomer;
import dev.headwater.customers.customer.CustomerCommand.RegisterCustomer;
import dev.headwater.customers.customer.CustomerCommand.SuspendCustomer;
import dev.headwater.customers.customer.CustomerCommand.UpdateEmail;
import dev.headwater.event.CommandStamp;
import dev.headwater.service.http.Fields;
import dev.headwater.service.http.ProblemException;
import dev.headwater.service.json.Component;
import dev.headwater.service.json.Form;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The forms of commands bind, refuse and stamp as the parser that was written by hand. */
class CustomerCommandFormTest {
  private static final List<Class<? extends CustomerCommand>> TYPES =
      List.of(
          RegisterCustomer.class,
          UpdateEmail.class,
          SuspendCustomer.class,
          ReactivateCustomer.class);

  @Test
  void binds_and_stamps_every_command_alike() {
    for (Class<? extends CustomerCommand> type : TYPES) {
      assertBoundAlike(
          type,
          """
          {"customerId": "c-1", "email": " Ada@Example.com", "name": " Ada ",
          "newEmail": "ada@example.org", "reason": "unpaid"}
          """);
    }
  }

  private static <T extends CustomerCommand> void assertBoundAlike(Class<T> type, String json) {
    Form<T> form = Form.of(type);
    ObjectNode request = request(form, json);
    Map<String, String> errors = new LinkedHashMap<>();
    T bound = form.bind(request, Map.of(), "body", errors::put);
    String name = type.getSimpleName();
    CustomerCommand command = CommandParser.parse(name, new Fields(request, "body"));

    assertThat(errors).isEmpty();
    assertThat(bound).isEqualTo(command);
    String[] content =
        Stream.concat(Stream.of(name), form.stampContent(type.cast(command), Set.of()).stream())
            .toArray(String[]::new);
    assertThat(CommandStamp.of("k-1", content)).isEqualTo(CommandParser.stamp("k-1", command));
  }

  /** With the fields of the command alone. */
  private static ObjectNode request(Form<?> form, String json) {
    ObjectNode request = (ObjectNode) new JsonMapper().readTree(json);
    return request.retain(form.fields().stream().map(Component::name).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'customerId': null, 'email': 7, 'name': {}}",
        "{'customerId': 'a b', 'email': 'a', 'name': ''}",
        "{'customerId': '', 'email': '', 'name': ' '}",
        "{'customerId': '1 to 64', 'email': 'example.com', 'name': '\\u0000'}",
        "{'customerId': '\\u00e4', 'email': ' ', 'name': '\\uffff'}"
      })
  void refuses_fields_in_the_same_words_and_order(String json) {
    Form<RegisterCustomer> form = Form.of(RegisterCustomer.class);
    ObjectNode request = request(form, json.replace('\'', '"'));
    Map<String, String> errors = new LinkedHashMap<>();
    assertThat(form.bind(request, Map.of(), "body", errors::put)).isNull();

    ProblemException refused =
        catchThrowableOfType(
            ProblemException.class,
            () -> CommandParser.parse("RegisterCustomer", new Fields(request, "body")));
    assertThat(errors).isEqualTo(refused.problem().fields());
    assertThat(errors.keySet()).containsExactlyElementsOf(refused.problem().fields().keySet());
  }
}
