package dev.headwater.e2e;

import dev.headwater.local.Endpoints;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Gives events and claims the form that an older version of the service stored. */
final class OldSpelling implements AutoCloseable {
  private final DynamoDbClient tables;
  private final String table;
  private final String claims;

  OldSpelling(Endpoints endpoints) {
    tables = ServiceClients.dynamoDb(endpoints);
    table = Objects.requireNonNull(endpoints.tables().get("EventsTable"));
    claims = Objects.requireNonNull(endpoints.tables().get("ClaimsTable"));
  }

  /** As if the customer had been registered with the other e-mail, when that was a normal form. */
  void respell(String id, String email, String other) {
    AttributeValue stream = AttributeValue.fromS("CUSTOMER#" + id);
    Map<String, AttributeValue> commit =
        tables
            .getItem(
                get ->
                    get.tableName(table)
                        .key(Map.of("PK", stream, "SK", AttributeValue.fromS("EVENT#0000000001")))
                        .consistentRead(true))
            .item();
    put(table, replaced(AttributeValue.fromM(commit), email, other).m());
    tables.deleteItem(delete -> delete.tableName(claims).key(claim(email)));
    Map<String, AttributeValue> claim = new HashMap<>(claim(other));
    claim.put("owner", stream);
    put(claims, claim);
  }

  private void put(String to, Map<String, AttributeValue> item) {
    tables.putItem(put -> put.tableName(to).item(item));
  }

  private static AttributeValue replaced(AttributeValue value, String text, String other) {
    if (text.equals(value.s())) {
      return AttributeValue.fromS(other);
    }
    if (value.hasM()) {
      Map<String, AttributeValue> map = new HashMap<>(value.m());
      map.replaceAll((_, each) -> replaced(each, text, other));
      return AttributeValue.fromM(map);
    }
    return value.hasL()
        ? AttributeValue.fromL(value.l().stream().map(each -> replaced(each, text, other)).toList())
        : value;
  }

  private static Map<String, AttributeValue> claim(String email) {
    return Map.of("PK", AttributeValue.fromS("email#" + digest(email)));
  }

  private static String digest(String email) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(email.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    tables.close();
  }
}
