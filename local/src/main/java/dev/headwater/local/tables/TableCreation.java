package dev.headwater.local.tables;

import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.template.TableDeclaration;
import dev.headwater.local.template.TableDeclaration.Index;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/** Creates tables, or adapts the indexes of existing ones, without touching any item. */
record TableCreation(DynamoDbClient client, @Nullable Path folder) {
  private static final Duration ACTIVE_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

  void create(TableDeclaration table) {
    find(table)
        .ifPresentOrElse(
            found -> adapt(table, found), () -> client.createTable(TableRequests.create(table)));
  }

  void awaitActive(TableDeclaration table) {
    long deadline = System.nanoTime() + ACTIVE_TIMEOUT.toNanos();
    while (!find(table).map(TableCreation::isActive).orElse(false)) {
      if (System.nanoTime() - deadline > 0) {
        throw new LocalCloudException(
            "Table %s did not become active within %s s: try again."
                .formatted(table.tableName(), ACTIVE_TIMEOUT.toSeconds()));
      }
      LockSupport.parkNanos(POLL_INTERVAL.toNanos());
    }
  }

  private void adapt(TableDeclaration table, TableDescription found) {
    CreateTableRequest wanted = TableRequests.create(table);
    refuseIfDifferent(
        table,
        "the key " + TableRequests.describe(wanted.keySchema(), wanted.attributeDefinitions()),
        "the key " + TableRequests.describe(found.keySchema(), found.attributeDefinitions()));
    refuseIfDifferent(
        table,
        TableRequests.describe(wanted.streamSpecification()),
        TableRequests.describe(found.streamSpecification()));
    for (GlobalSecondaryIndexDescription index : found.globalSecondaryIndexes()) {
      adapt(table, wanted, found, index);
    }
    List<String> present =
        found.globalSecondaryIndexes().stream()
            .map(GlobalSecondaryIndexDescription::indexName)
            .toList();
    for (Index index : table.indexes()) {
      if (!present.contains(index.name())) {
        client.updateTable(TableRequests.addIndex(table, index));
        awaitActive(table);
      }
    }
  }

  /** Removes an index that is no longer declared, as a deployment to AWS would. */
  private void adapt(
      TableDeclaration table,
      CreateTableRequest wanted,
      TableDescription found,
      GlobalSecondaryIndexDescription index) {
    Optional<GlobalSecondaryIndex> declared =
        wanted.globalSecondaryIndexes().stream()
            .filter(other -> other.indexName().equals(index.indexName()))
            .findFirst();
    if (declared.isEmpty()) {
      client.updateTable(TableRequests.removeIndex(table, index.indexName()));
      awaitActive(table);
      return;
    }
    refuseIfDifferent(
        table,
        TableRequests.describe(
            index.indexName(),
            declared.get().keySchema(),
            declared.get().projection(),
            wanted.attributeDefinitions()),
        TableRequests.describe(
            index.indexName(),
            index.keySchema(),
            index.projection(),
            found.attributeDefinitions()));
  }

  private void refuseIfDifferent(TableDeclaration table, String declared, String found) {
    if (!declared.equals(found)) {
      throw new LocalCloudException(
          "Table %s exists with %s, but the template declares %s: %s."
              .formatted(
                  table.tableName(),
                  found,
                  declared,
                  folder == null
                      ? "delete the table"
                      : "use another data folder, or delete " + folder + " and all its tables"));
    }
  }

  private Optional<TableDescription> find(TableDeclaration table) {
    try {
      return Optional.of(client.describeTable(r -> r.tableName(table.tableName())).table());
    } catch (ResourceNotFoundException e) {
      return Optional.empty();
    }
  }

  private static boolean isActive(TableDescription table) {
    return table.tableStatus() == TableStatus.ACTIVE
        && table.globalSecondaryIndexes().stream()
            .allMatch(index -> index.indexStatus() == IndexStatus.ACTIVE);
  }
}
