package dev.headwater.customers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.headwater.StateFormat;
import dev.headwater.customers.customer.Customer;
import dev.headwater.customers.customer.Customer.Active;
import dev.headwater.customers.customer.Customer.Suspended;
import dev.headwater.customers.customer.Customer.Unregistered;
import dev.headwater.customers.customer.CustomerDecider;
import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.customer.CustomerEvent.CustomerEmailUpdated;
import dev.headwater.customers.customer.CustomerEvent.CustomerReactivated;
import dev.headwater.customers.customer.CustomerEvent.CustomerRegistered;
import dev.headwater.customers.customer.CustomerEvent.CustomerSuspended;
import dev.headwater.customers.customer.CustomerEventCodec;
import dev.headwater.customers.customer.CustomerStateCodec;
import dev.headwater.customers.view.CustomerStatus;
import dev.headwater.customers.view.CustomerView;
import dev.headwater.customers.view.CustomerViewFormat;
import dev.headwater.event.EncodedEvent;
import dev.headwater.service.json.JsonEvents;
import dev.headwater.service.json.JsonRecord;
import dev.headwater.service.json.JsonState;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The forms that components decide are those that were written by hand. */
class CustomerFormsTest {
  private static final Instant AT = Instant.parse("2026-08-01T12:34:56.789Z");

  private final CustomerEventCodec events = new CustomerEventCodec();
  private final JsonEvents<CustomerEvent> jsonEvents = JsonEvents.of(CustomerEvent.class);
  private final JsonRecord<CustomerView> jsonViews = JsonRecord.of(CustomerView.class);

  @Test
  void events_are_stored_alike() {
    for (CustomerEvent event :
        List.of(
            new CustomerRegistered("ada@example.com", "Ada"),
            new CustomerEmailUpdated("ada@example.com", "ada@example.org"),
            new CustomerSuspended("unpaid"),
            new CustomerReactivated())) {
      EncodedEvent encoded = events.encode(event);
      assertThat(jsonEvents.encode(event)).isEqualTo(encoded);
      assertThat(jsonEvents.decode(encoded)).isEqualTo(event);
      assertThat(jsonEvents.personalFields(encoded.eventType()))
          .isEqualTo(events.personalFields(encoded.eventType()));
    }
  }

  @Test
  void unreadable_events_are_refused_in_the_same_words() {
    for (EncodedEvent unreadable :
        List.of(
            new EncodedEvent("CustomerErased", 1, Map.of()),
            new EncodedEvent("CustomerReactivated", 2, Map.of()),
            new EncodedEvent("CustomerRegistered", 1, Map.of("email", "ada@example.com")),
            new EncodedEvent("CustomerRegistered", 1, Map.of("name", "Ada")),
            new EncodedEvent("CustomerSuspended", 1, Map.of("reason", 7L)))) {
      assertThat(catchThrowable(() -> jsonEvents.decode(unreadable)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(catchThrowable(() -> events.decode(unreadable)).getMessage());
    }
  }

  @Test
  void states_are_stored_alike_under_the_same_fingerprint() {
    CustomerStateCodec states = new CustomerStateCodec();
    JsonState<Customer> jsonStates = JsonState.of(Customer.class);
    for (Customer state :
        List.of(
            new Unregistered(), new Active("ada@example.com"), new Suspended("ada@example.com"))) {
      assertThat(jsonStates.encode(state)).isEqualTo(states.encode(state));
      assertThat(jsonStates.decode(states.encode(state))).isEqualTo(state);
    }
    CustomerDecider decider = new CustomerDecider(true);
    long today = CustomerStateCodec.format(decider).fingerprint();
    assertThat(StateFormat.of(decider, Customer.class, jsonStates).fingerprint()).isEqualTo(today);
    assertThat(
            StateFormat.of(decider, Customer.class, jsonStates.named(Active.class, "live"))
                .fingerprint())
        .isNotEqualTo(today);
  }

  @Test
  void views_are_stored_alike() {
    CustomerViewFormat format = new CustomerViewFormat();
    for (CustomerView view : views()) {
      Map<String, Object> encoded = jsonViews.encode(view);
      Object key = encoded.remove(format.keyName());
      assertThat(encoded).isEqualTo(format.encode(view));
      assertThat(encoded.keySet()).containsExactlyElementsOf(format.encode(view).keySet());
      Map<String, Object> stored = new HashMap<>(encoded);
      stored.put(format.keyName(), Objects.requireNonNull(key));
      assertThat(jsonViews.decode(stored)).isEqualTo(view).isEqualTo(format.decode(stored));
    }
  }

  static List<CustomerView> views() {
    return List.of(
        new CustomerView("c-1", "ada@example.com", "Ada", CustomerStatus.ACTIVE, AT, AT, null),
        new CustomerView(
            "c-2", "bob@example.com", "Bob", CustomerStatus.SUSPENDED, AT, AT, "unpaid"));
  }
}
