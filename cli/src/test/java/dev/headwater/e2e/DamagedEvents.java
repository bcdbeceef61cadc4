package dev.headwater.e2e;

import dev.headwater.local.Endpoints;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Does to the events of a running service what nothing but people and broken tools can do. */
final class DamagedEvents implements AutoCloseable {
  private final DynamoDbClient tables;
  private final String table;

  DamagedEvents(Endpoints endpoints) {
    tables = ServiceClients.dynamoDb(endpoints);
    table = Objects.requireNonNull(endpoints.tables().get("EventsTable"));
  }

  void delete(String id, long version) {
    tables.deleteItem(delete -> delete.tableName(table).key(key(id, version)));
  }

  /** States may be deleted at any time; without them a load reads further back. */
  void deleteStates(String id, long... versions) {
    for (long version : versions) {
      copy(id, version, version);
    }
  }

  /** Puts a copy of a commit, without the state, where another version has its place. */
  void copy(String id, long version, long to) {
    Map<String, AttributeValue> item = withoutState(id, version);
    item.putAll(key(id, to));
    item.put("version", AttributeValue.fromN(Long.toString(to)));
    put(item);
  }

  /** Registers a customer with a commit whose time is in microseconds, not in milliseconds. */
  void registerInMicroseconds(String id, String like) {
    Map<String, AttributeValue> item = withoutState(like, 1);
    item.putAll(key(id, 1));
    item.computeIfPresent("timestamp", (name, millis) -> AttributeValue.fromN(millis.n() + "000"));
    put(item);
  }

  private Map<String, AttributeValue> withoutState(String id, long version) {
    Map<String, AttributeValue> item =
        new HashMap<>(
            tables
                .getItem(get -> get.tableName(table).key(key(id, version)).consistentRead(true))
                .item());
    item.keySet().removeAll(List.of("state", "recent"));
    return item;
  }

  private void put(Map<String, AttributeValue> item) {
    tables.putItem(put -> put.tableName(table).item(item));
  }

  private static Map<String, AttributeValue> key(String id, long version) {
    return Map.of(
        "PK",
        AttributeValue.fromS("CUSTOMER#" + id),
        "SK",
        AttributeValue.fromS(String.format(Locale.ROOT, "EVENT#%010d", version)));
  }

  @Override
  public void close() {
    tables.close();
  }
}
