package dev.headwater.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.Endpoints;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Does to the views of a running service what nothing but bugs, people and backups can do. */
final class DamagedViews implements AutoCloseable {
  /** What {@link #damage} needs: these must be registered, and {@code behind} be remembered. */
  static final List<String> IDS =
      List.of("missing", "behind", "ahead", "different", "unlisted", "unreadable", "untouched");

  static final Kind CUSTOMERS = new Kind("customer", "CustomersTable", "name");
  static final Kind ORDERS = new Kind("order", "OrdersTable", "customerName");

  private final HttpClient http = HttpClient.newHttpClient();
  private final DynamoDbClient tables;
  private final String table;
  private final URI index;
  private final Kind kind;
  private @Nullable Map<String, AttributeValue> earlierItem;
  private @Nullable ObjectNode earlierDocument;

  /**
   * The views of a service.
   *
   * @param noun what their streams are called
   * @param name the field that is damaged
   */
  record Kind(String noun, String table, String name) {
    /** What verify reports after {@link #damage}. */
    List<String> reported() {
      return Stream.concat(
              Stream.of(
                  line("ahead", "-view", "ahead", "stored 7, log 1"),
                  line("list-entry", "-view", "unlisted", "stored 1, log 1"),
                  line("unreadable", "-view", "unreadable", "stored 1, log 1")),
              Stream.of("-view", "-search")
                  .flatMap(
                      store ->
                          Stream.of(
                              line("missing", store, "missing", "stored nothing, log 1"),
                              line("behind", store, "behind", "stored 1, log 2"),
                              line("different", store, "different", "stored 1, log 1"),
                              line("orphan", store, "orphan", "stored 1, log nothing"))))
          .toList();
    }

    private String line(String difference, String store, String id, String versions) {
      String stream = noun.toUpperCase(Locale.ROOT) + "#" + id;
      return String.format(
          Locale.ROOT, "%-10s  %-15s  %s  %s", difference, noun + store, stream, versions);
    }

    String key() {
      return noun + "Id";
    }
  }

  DamagedViews(Endpoints endpoints, Kind kind) {
    this.kind = kind;
    tables = ServiceClients.dynamoDb(endpoints);
    table = Objects.requireNonNull(endpoints.tables().get(kind.table));
    index = Objects.requireNonNull(endpoints.opensearch()).resolve("/" + kind.noun + "s-a/");
  }

  void remember(String id) throws IOException, InterruptedException {
    earlierItem = item(id);
    earlierDocument = document(id);
  }

  /** One of each kind, in the table and in the index, except for {@link #advance}. */
  void damage() throws IOException, InterruptedException {
    tables.deleteItem(delete -> delete.tableName(table).key(key("missing")));
    put(Objects.requireNonNull(earlierItem));
    change("ahead", item -> item.put("version", AttributeValue.fromN("7")));
    change("different", item -> item.put(kind.name(), AttributeValue.fromS("Eve")));
    change("unlisted", item -> item.put("listSort", AttributeValue.fromS("elsewhere")));
    change("unreadable", item -> item.remove(kind.name()));
    change("untouched", item -> item.put(kind.key(), AttributeValue.fromS("orphan")));

    delete("missing", 1);
    delete("behind", 2);
    index("behind", 1, Objects.requireNonNull(earlierDocument));
    index("different", 1, document("different").put(kind.name(), "Eve"));
    index("orphan", 1, document("untouched").put(kind.key(), "orphan"));
  }

  /** Gives the document of a view a later version. Its repair takes a minute. */
  void advance(String id) throws IOException, InterruptedException {
    index(id, 7, document(id));
  }

  /** As a projector of an older version has written it, in the table and in the index. */
  void respell(String id, String email) throws IOException, InterruptedException {
    change(id, item -> item.put("email", AttributeValue.fromS(email)));
    index(id, 1, document(id).put("email", email));
  }

  /** As another version of the projection has written it, in the table and in the index. */
  void makeForeign(String id) throws IOException, InterruptedException {
    change(
        id,
        item -> {
          item.put(kind.name(), AttributeValue.fromS("Nobody"));
          item.put("fingerprint", AttributeValue.fromS("another"));
        });
    index(id, 1, document(id).put(kind.name(), "Nobody").put("fingerprint", "another"));
  }

  private void change(String id, Consumer<Map<String, AttributeValue>> change) {
    Map<String, AttributeValue> item = new HashMap<>(item(id));
    change.accept(item);
    put(item);
  }

  /** As it is stored; empty if there is none. */
  Map<String, AttributeValue> item(String id) {
    return tables.getItem(get -> get.tableName(table).key(key(id)).consistentRead(true)).item();
  }

  private void put(Map<String, AttributeValue> item) {
    tables.putItem(put -> put.tableName(table).item(item));
  }

  private Map<String, AttributeValue> key(String id) {
    return Map.of(kind.key(), AttributeValue.fromS(id));
  }

  /** As it is indexed; empty if there is none. */
  ObjectNode document(String id) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(index.resolve("_doc/" + id)).GET()).withObject("_source");
  }

  private void index(String id, long version, ObjectNode document)
      throws IOException, InterruptedException {
    bulk(action("index", id, version) + document + "\n");
  }

  private void delete(String id, long version) throws IOException, InterruptedException {
    bulk(action("delete", id, version));
  }

  private static String action(String action, String id, long version) {
    return """
    {"%s": {"_id": "%s", "version": %s, "version_type": "external_gte"}}
    """
        .formatted(action, id, version);
  }

  private void bulk(String lines) throws IOException, InterruptedException {
    JsonNode answer =
        send(
            HttpRequest.newBuilder(index.resolve("_bulk"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(lines)));
    assertThat(answer.path("errors").asBoolean(true)).as(answer.toString()).isFalse();
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return Reply.JSON.readTree(http.send(request.build(), BodyHandlers.ofString()).body());
  }

  @Override
  public void close() {
    http.close();
    tables.close();
  }
}
