package dev.headwater.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.Endpoints;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Does to the claims of a running service what nothing but people and backups can do. */
final class DamagedClaims implements AutoCloseable {
  /** Ends the key of a claim that {@link #give} has made. */
  static final String NO_VALUE = "#" + "0".repeat(64);

  private static final String KEY = "PK";
  private static final String OWNER = "owner";

  private final DynamoDbClient tables;
  private final String table;

  DamagedClaims(Endpoints endpoints) {
    tables = ServiceClients.dynamoDb(endpoints);
    table = Objects.requireNonNull(endpoints.tables().get("ClaimsTable"));
  }

  /** The keys of a stream's claims. */
  List<String> of(String stream) {
    return tables.scanPaginator(scan -> scan.tableName(table)).items().stream()
        .filter(item -> AttributeValue.fromS(stream).equals(item.get(OWNER)))
        .map(item -> Objects.requireNonNull(item.get(KEY)).s())
        .toList();
  }

  /** Deletes the claims of a stream. */
  void delete(String stream) {
    assertThat(of(stream))
        .isNotEmpty()
        .allSatisfy(
            key ->
                tables.deleteItem(
                    delete -> delete.tableName(table).key(Map.of(KEY, AttributeValue.fromS(key)))));
  }

  /** Gives a stream a claim to a value that no stream has. */
  void give(String stream, String claim) {
    tables.putItem(
        put ->
            put.tableName(table)
                .item(
                    Map.of(
                        KEY,
                        AttributeValue.fromS(claim + NO_VALUE),
                        OWNER,
                        AttributeValue.fromS(stream))));
  }

  @Override
  public void close() {
    tables.close();
  }
}
