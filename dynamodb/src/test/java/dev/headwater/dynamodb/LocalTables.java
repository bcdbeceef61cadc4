package dev.headwater.dynamodb;

import dev.headwater.dynamodb.internal.ClaimItem;
import dev.headwater.dynamodb.internal.CommitItem;
import dev.headwater.dynamodb.views.ListIndex;
import dev.headwater.dynamodb.views.ViewFormat;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.local.template.TableDeclaration;
import dev.headwater.query.ViewList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests one DynamoDB Local for the whole run, with an events table and two views tables. */
public final class LocalTables implements ParameterResolver {
  static final String EVENTS = "events";
  public static final String VIEWS = "views";

  /** Of views in two lists. */
  public static final String LISTED = "listed-views";

  private static final Namespace OWN = Namespace.create(LocalTables.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == LocalDynamoDb.class;
  }

  @Override
  public LocalDynamoDb resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(OWN)
        .computeIfAbsent(LocalDynamoDb.class, type -> start(), LocalDynamoDb.class);
  }

  /** A claims table for a test alone: claims to one value would meet. */
  public static String newClaims(LocalDynamoDb local) {
    String name = "claims-" + UUID.randomUUID();
    local.create(List.of(claims(name)));
    return name;
  }

  public static TableDeclaration claims(String name) {
    return new TableDeclaration(
        "Claims",
        name,
        Map.of(ClaimItem.PK, "S"),
        new TableDeclaration.Key(ClaimItem.PK, null),
        List.of(),
        null);
  }

  /** A views table with an index for each list. */
  public static TableDeclaration views(String name, ViewFormat<?> format) {
    Map<String, String> keys = new HashMap<>(Map.of(format.keyName(), "S"));
    List<TableDeclaration.Index> indexes = new ArrayList<>();
    for (ViewList<?> list : format.lists()) {
      ListIndex index = ListIndex.of(list, 1);
      keys.put(index.shardKey(), "S");
      keys.put(index.sortKey(), "S");
      indexes.add(
          new TableDeclaration.Index(
              index.name(),
              new TableDeclaration.Key(index.shardKey(), index.sortKey()),
              "ALL",
              List.of()));
    }
    return new TableDeclaration(
        "Views", name, keys, new TableDeclaration.Key(format.keyName(), null), indexes, null);
  }

  private static LocalDynamoDb start() {
    LocalDynamoDb local = LocalDynamoDb.start(null);
    local.create(
        List.of(
            new TableDeclaration(
                "Events",
                EVENTS,
                Map.of(CommitItem.PK, "S", CommitItem.SK, "S"),
                new TableDeclaration.Key(CommitItem.PK, CommitItem.SK),
                List.of(),
                "NEW_IMAGE"),
            views(VIEWS, new NoteFormat()),
            views(LISTED, new ListedViewFormat("ours"))));
    return local;
  }
}
