package dev.headwater.customers.customer;

import dev.headwater.StateCodec;
import dev.headwater.StateFormat;
import dev.headwater.customers.customer.Customer.Active;
import dev.headwater.customers.customer.Customer.Suspended;
import dev.headwater.customers.customer.Customer.Unregistered;
import java.util.Map;

/** Encodes a customer's state for snapshots. */
public final class CustomerStateCodec implements StateCodec<Customer> {
  private static final String PHASE = "phase";
  private static final String EMAIL = "email";

  /** The format of this decider's states. */
  public static StateFormat<Customer> format(CustomerDecider decider) {
    return StateFormat.of(decider, Customer.class, new CustomerStateCodec());
  }

  @Override
  public Map<String, Object> encode(Customer customer) {
    return switch (customer) {
      case Unregistered() -> Map.of(PHASE, "unregistered");
      case Active(String email) -> Map.of(PHASE, "active", EMAIL, email);
      case Suspended(String email) -> Map.of(PHASE, "suspended", EMAIL, email);
    };
  }

  @Override
  public Customer decode(Map<String, Object> stored) {
    return switch (String.valueOf(stored.get(PHASE))) {
      case "unregistered" -> new Unregistered();
      case "active" -> new Active(email(stored));
      case "suspended" -> new Suspended(email(stored));
      default -> throw new IllegalArgumentException("its phase is not known");
    };
  }

  private static String email(Map<String, Object> stored) {
    if (stored.get(EMAIL) instanceof String email) {
      return email;
    }
    throw new IllegalArgumentException("its e-mail is missing or not text");
  }
}
