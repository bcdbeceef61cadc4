package dev.headwater.customers.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.customers.customer.CustomerEvent.CustomerEmailUpdated;
import dev.headwater.customers.customer.CustomerEvent.CustomerReactivated;
import dev.headwater.customers.customer.CustomerEvent.CustomerRegistered;
import dev.headwater.customers.customer.CustomerEvent.CustomerSuspended;
import dev.headwater.event.EncodedEvent;
import dev.headwater.service.json.JsonEvents;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class CustomerEventsTest {
  private final JsonEvents<CustomerEvent> codec = JsonEvents.of(CustomerEvent.class);

  /** What was ever stored is kept in this file for ever and stays readable. */
  @Test
  void reads_every_form_that_was_ever_stored() throws IOException {
    List<CustomerEvent> events = golden().stream().map(codec::decode).toList();

    assertThat(events)
        .containsExactly(
            new CustomerRegistered("ada@example.com", "Ada Lovelace"),
            new CustomerEmailUpdated("ada@example.com", "countess@example.com"),
            new CustomerSuspended("unpaid"),
            new CustomerReactivated());
  }

  @Test
  void writes_the_newest_form() throws IOException {
    assertThat(golden())
        .allSatisfy(stored -> assertThat(codec.encode(codec.decode(stored))).isEqualTo(stored));
  }

  @Test
  void knows_which_fields_are_personal() throws IOException {
    assertThat(golden())
        .allSatisfy(
            stored ->
                assertThat(stored.payload().keySet())
                    .isEqualTo(codec.personalFields(stored.eventType())));
  }

  @Test
  void refuses_what_it_does_not_know() {
    assertThatThrownBy(() -> codec.decode(new EncodedEvent("CustomerErased", 1, Map.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("this event type is not known");
    assertThatThrownBy(() -> codec.decode(new EncodedEvent("CustomerReactivated", 2, Map.of())))
        .hasMessage("this schema version is not known");
    assertThatThrownBy(
            () -> codec.decode(new EncodedEvent("CustomerSuspended", 1, Map.of("reason", 7L))))
        .hasMessage("its field reason is missing or not text");
  }

  private static List<EncodedEvent> golden() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(
            CustomerEventsTest.class.getResourceAsStream("/golden/events.json"))) {
      return new JsonMapper().readValue(file, new TypeReference<List<EncodedEvent>>() {});
    }
  }
}
