package dev.headwater.customers.api;

import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.customer.CustomerEventCodec;
import dev.headwater.customers.view.CustomerView;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventIds;
import dev.headwater.event.RecordedEvent;
import dev.headwater.projection.VersionedView;
import dev.headwater.service.http.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Customers and their events as JSON. Instants are ISO 8601 in UTC. */
final class CustomerJson {
  private static final CustomerEventCodec CODEC = new CustomerEventCodec();

  private CustomerJson() {}

  /** {@code null} for a customer who does not exist. */
  static @Nullable ObjectNode view(VersionedView<CustomerView> versioned) {
    CustomerView view = versioned.view();
    if (view == null) {
      return null;
    }
    ObjectNode json =
        Json.object()
            .put("customerId", view.customerId())
            .put("email", view.email())
            .put("name", view.name())
            .put("status", view.status().name())
            .put("registrationDate", view.registrationDate().toString())
            .put("lastUpdated", view.lastUpdated().toString())
            .put("version", versioned.version());
    return view.suspensionReason() == null
        ? json
        : json.put("suspensionReason", view.suspensionReason());
  }

  /** An event in the current schema of its type, whatever the schema it is stored in. */
  static ObjectNode event(RecordedEvent<CustomerEvent> recorded) {
    EncodedEvent event = CODEC.encode(recorded.event());
    ObjectNode json =
        Json.object()
            .put("eventId", EventIds.PLAIN.of(recorded))
            .put("aggregateId", recorded.stream().id())
            .put("eventType", event.eventType())
            .put("schemaVersion", event.schemaVersion())
            .put("version", recorded.version())
            .put("timestamp", recorded.timestamp().toString())
            .put("commandId", recorded.commandId());
    json.set("payload", Json.object(event.payload()));
    json.set(
        "commit",
        Json.object()
            .put("first", recorded.commit().firstVersion())
            .put("count", recorded.commit().count()));
    return json;
  }
}
