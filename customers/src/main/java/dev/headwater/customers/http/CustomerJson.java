package dev.headwater.customers.http;

import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.customer.CustomerEventCodec;
import dev.headwater.customers.view.CustomerView;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.RecordedEvent;
import dev.headwater.projection.VersionedView;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How customers and their events are shown. Instants are ISO 8601 in UTC. */
final class CustomerJson {
  private static final CustomerEventCodec CODEC = new CustomerEventCodec();

  private CustomerJson() {}

  static ObjectNode view(long version, CustomerView view) {
    ObjectNode json =
        Json.object()
            .put("customerId", view.customerId())
            .put("email", view.email())
            .put("name", view.name())
            .put("status", view.status().name())
            .put("registrationDate", view.registrationDate().toString())
            .put("lastUpdated", view.lastUpdated().toString())
            .put("version", version);
    return view.suspensionReason() == null
        ? json
        : json.put("suspensionReason", view.suspensionReason());
  }

  /**
   * @param next the place where the next page begins; {@code null} on the last one
   */
  static Response page(
      List<VersionedView<CustomerView>> views, String list, @Nullable String next) {
    ArrayNode items = Json.array();
    for (VersionedView<CustomerView> versioned : views) {
      CustomerView view = versioned.view();
      if (view != null) {
        items.add(view(versioned.version(), view));
      }
    }
    return page(items, list, next);
  }

  static Response page(ArrayNode items, String list, @Nullable String next) {
    ObjectNode body = Json.object();
    body.set("items", items);
    return Response.ok(
        next == null ? body : body.put("nextCursor", new Cursor(list, next).encode()));
  }

  /** An event in the newest form of its type, whatever the form it is stored in. */
  static ObjectNode event(RecordedEvent<CustomerEvent> recorded) {
    EncodedEvent event = CODEC.encode(recorded.event());
    ObjectNode json =
        Json.object()
            .put("eventId", recorded.eventId())
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
