package dev.headwater.local.tables;

import dev.headwater.local.template.TableDeclaration;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A process that puts items and prints the id of each acknowledged one. */
final class PutsUntilKilled {
  static final TableDeclaration TABLE =
      new TableDeclaration(
          "Items",
          "items",
          Map.of("id", "S"),
          new TableDeclaration.Key("id", null),
          List.of(),
          "NEW_IMAGE");
  private static final int MAX_PUTS = 100_000;

  private PutsUntilKilled() {}

  public static void main(String[] args) {
    Locale.setDefault(Locale.US);
    LocalDynamoDb tables = LocalDynamoDb.start(Path.of(args[0]));
    tables.create(List.of(TABLE));
    for (int put = 0; put < MAX_PUTS; put++) {
      String id = "item-" + put;
      tables
          .client()
          .putItem(r -> r.tableName("items").item(Map.of("id", AttributeValue.fromS(id))));
      System.out.println(id);
    }
  }
}
