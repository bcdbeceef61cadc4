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
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Does to the views of a running service what nothing but bugs, people and backups can do. */
final class DamagedViews implements AutoCloseable {
  private static final String KEY = "customerId";

  private final HttpClient http = HttpClient.newHttpClient();
  private final DynamoDbClient tables;
  private final String table;
  private final URI index;
  private @Nullable Map<String, AttributeValue> earlierItem;
  private @Nullable ObjectNode earlierDocument;

  DamagedViews(Endpoints endpoints) {
    tables = ServiceClients.dynamoDb(endpoints);
    table = Objects.requireNonNull(endpoints.tables().get("CustomersTable"));
    index = Objects.requireNonNull(endpoints.opensearch()).resolve("/customers-a/");
  }

  void remember(String id) throws IOException, InterruptedException {
    earlierItem = item(id);
    earlierDocument = document(id);
  }

  /** One of each kind, in the table and in the index. */
  void damage() throws IOException, InterruptedException {
    tables.deleteItem(delete -> delete.tableName(table).key(key("missing")));
    put(Objects.requireNonNull(earlierItem));
    change("ahead", item -> item.put("version", AttributeValue.fromN("7")));
    change("different", item -> item.put("name", AttributeValue.fromS("Eve")));
    change("unlisted", item -> item.put("listSort", AttributeValue.fromS("elsewhere")));
    change("unreadable", item -> item.remove("name"));
    change("untouched", item -> item.put(KEY, AttributeValue.fromS("orphan")));

    delete("missing", 1);
    delete("behind", 2);
    index("behind", 1, Objects.requireNonNull(earlierDocument));
    index("ahead", 7, document("ahead"));
    index("different", 1, document("different").put("name", "Eve"));
    index("orphan", 1, document("untouched").put(KEY, "orphan"));
  }

  /** As a projector of an older version has written it, in the table and in the index. */
  void respell(String id, String email) throws IOException, InterruptedException {
    change(id, item -> item.put("email", AttributeValue.fromS(email)));
    index(id, 1, document(id).put("email", email));
  }

  private void change(String id, Consumer<Map<String, AttributeValue>> change) {
    Map<String, AttributeValue> item = new HashMap<>(item(id));
    change.accept(item);
    put(item);
  }

  private Map<String, AttributeValue> item(String id) {
    return tables.getItem(get -> get.tableName(table).key(key(id)).consistentRead(true)).item();
  }

  private void put(Map<String, AttributeValue> item) {
    tables.putItem(put -> put.tableName(table).item(item));
  }

  private static Map<String, AttributeValue> key(String id) {
    return Map.of(KEY, AttributeValue.fromS(id));
  }

  private ObjectNode document(String id) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(index.resolve("_doc/" + id)).GET())
        .path("_source")
        .asObject();
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
