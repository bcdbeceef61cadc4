package dev.headwater.fuzz;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A customer as events or a view show them; an absent text is empty. */
record CustomerState(long version, String email, String name, boolean isSuspended, String reason) {
  private static final CustomerState NOBODY = new CustomerState(0, "", "", false, "");

  static CustomerState view(JsonNode json) {
    return new CustomerState(
        json.path("version").asLong(0),
        json.path("email").asString(""),
        json.path("name").asString(""),
        json.path("status").asString("").equals("SUSPENDED"),
        json.path("suspensionReason").asString(""));
  }

  /** The customer after each of the events, which must be all from the first one on. */
  static List<CustomerState> history(List<JsonNode> events) {
    List<CustomerState> states = new ArrayList<>();
    CustomerState last = NOBODY;
    for (JsonNode event : events) {
      last = last.after(event);
      states.add(last);
    }
    return states;
  }

  private CustomerState after(JsonNode event) {
    long next = event.path("version").asLong(0);
    JsonNode payload = event.path("payload");
    return switch (event.path("eventType").asString("")) {
      case "CustomerRegistered" ->
          new CustomerState(
              next,
              payload.path("email").asString(""),
              payload.path("name").asString(""),
              false,
              "");
      case "CustomerEmailUpdated" ->
          new CustomerState(next, payload.path("newEmail").asString(""), name, isSuspended, reason);
      case "CustomerSuspended" ->
          new CustomerState(next, email, name, true, payload.path("reason").asString(""));
      case "CustomerReactivated" -> new CustomerState(next, email, name, false, "");
      default -> NOBODY;
    };
  }
}
