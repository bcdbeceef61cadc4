package dev.headwater.customers.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headwater.StateFormat;
import dev.headwater.customers.customer.Customer.Active;
import dev.headwater.customers.customer.Customer.Suspended;
import dev.headwater.customers.customer.Customer.Unregistered;
import dev.headwater.service.json.JsonState;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class CustomerStatesTest {
  private static final List<Customer> STATES =
      List.of(new Unregistered(), new Active("ada@example.com"), new Suspended("ada@example.com"));

  private final JsonState<Customer> codec = JsonState.of(Customer.class);

  /** States of another form are thrown away and folded anew: raise the decider's revision. */
  @Test
  void stores_the_documented_form() throws IOException {
    assertThat(STATES.stream().map(codec::encode).toList()).isEqualTo(golden());
  }

  @Test
  void reads_back_what_it_stored() throws IOException {
    assertThat(golden().stream().map(codec::decode).toList()).isEqualTo(STATES);
  }

  @Test
  void whether_emails_are_unique_changes_no_state() {
    assertThat(fingerprint(true)).isEqualTo(fingerprint(false));
  }

  private long fingerprint(boolean uniqueEmail) {
    return StateFormat.of(new CustomerDecider(uniqueEmail), Customer.class, codec).fingerprint();
  }

  @Test
  void refuses_what_it_does_not_know_and_quotes_nothing() {
    for (Map<String, Object> stored :
        List.<Map<String, Object>>of(
            Map.of(),
            Map.of("phase", "erased"),
            Map.of("phase", "active"),
            Map.of("phase", "suspended", "email", 7L))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> codec.decode(stored))
          .withMessageMatching("its field (phase|email) is missing or not .*|its field phase .*");
    }
  }

  private static List<Map<String, Object>> golden() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(
            CustomerStatesTest.class.getResourceAsStream("/golden/states.json"))) {
      return new JsonMapper().readValue(file, new TypeReference<>() {});
    }
  }
}
