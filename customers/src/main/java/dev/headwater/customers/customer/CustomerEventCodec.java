package dev.headwater.customers.customer;

import dev.headwater.customers.customer.CustomerEvent.CustomerEmailUpdated;
import dev.headwater.customers.customer.CustomerEvent.CustomerReactivated;
import dev.headwater.customers.customer.CustomerEvent.CustomerRegistered;
import dev.headwater.customers.customer.CustomerEvent.CustomerSuspended;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventCodec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Encodes customer events for storage and publishing. A golden file in the tests pins each form.
 */
public final class CustomerEventCodec implements EventCodec<CustomerEvent> {
  private static final String REGISTERED = "CustomerRegistered";
  private static final String EMAIL_UPDATED = "CustomerEmailUpdated";
  private static final String SUSPENDED = "CustomerSuspended";
  private static final String REACTIVATED = "CustomerReactivated";

  @Override
  public EncodedEvent encode(CustomerEvent event) {
    return switch (event) {
      case CustomerRegistered(String email, String name) ->
          new EncodedEvent(REGISTERED, 1, ordered("email", email, "name", name));
      case CustomerEmailUpdated(String oldEmail, String newEmail) ->
          new EncodedEvent(EMAIL_UPDATED, 1, ordered("oldEmail", oldEmail, "newEmail", newEmail));
      case CustomerSuspended(String reason) ->
          new EncodedEvent(SUSPENDED, 1, Map.of("reason", reason));
      case CustomerReactivated() -> new EncodedEvent(REACTIVATED, 1, Map.of());
    };
  }

  @Override
  public CustomerEvent decode(EncodedEvent stored) {
    if (stored.schemaVersion() != 1) {
      throw new IllegalArgumentException("this schema version is not known");
    }
    return switch (stored.eventType()) {
      case REGISTERED -> new CustomerRegistered(text(stored, "email"), text(stored, "name"));
      case EMAIL_UPDATED ->
          new CustomerEmailUpdated(text(stored, "oldEmail"), text(stored, "newEmail"));
      case SUSPENDED -> new CustomerSuspended(text(stored, "reason"));
      case REACTIVATED -> new CustomerReactivated();
      default -> throw new IllegalArgumentException("this event type is not known");
    };
  }

  @Override
  public Set<String> personalFields(String eventType) {
    return switch (eventType) {
      case REGISTERED -> Set.of("email", "name");
      case EMAIL_UPDATED -> Set.of("oldEmail", "newEmail");
      case SUSPENDED -> Set.of("reason");
      default -> Set.of();
    };
  }

  private static Map<String, Object> ordered(
      String first, String firstValue, String second, String secondValue) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(first, firstValue);
    fields.put(second, secondValue);
    return fields;
  }

  private static String text(EncodedEvent stored, String field) {
    if (stored.payload().get(field) instanceof String value) {
      return value;
    }
    throw new IllegalArgumentException("its field " + field + " is missing or not text");
  }
}
