package dev.headwater.e2e;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What a view shows that follows from the events' types and payloads. */
record Customer(String email, String status, long version) {
  /**
   * @param json an answer to a look-up; an error stands for an unknown customer: version 0
   */
  static Customer view(JsonNode json) {
    return new Customer(
        json.path("email").asString(""),
        json.path("status").asString(),
        json.path("version").asLong(0));
  }

  /** A customer that was never registered has no view. */
  static Customer fold(List<JsonNode> events) {
    Customer customer = new Customer("", "404", 0);
    for (JsonNode event : events) {
      JsonNode payload = event.path("payload");
      String email =
          Stream.of("email", "newEmail")
              .filter(payload::has)
              .findFirst()
              .map(field -> payload.path(field).asString())
              .orElse(customer.email());
      String status =
          Map.of("CustomerSuspended", "SUSPENDED")
              .getOrDefault(event.path("eventType").asString(), "ACTIVE");
      customer = new Customer(email, status, event.path("version").asLong());
    }
    return customer;
  }
}
