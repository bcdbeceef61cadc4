package dev.headwater.local.tables;

import dev.headwater.local.template.TableDeclaration;
import dev.headwater.local.template.TableDeclaration.Index;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexUpdate;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableRequest;

/** Converts declarations to requests, and describes tables in one notation for comparison. */
final class TableRequests {
  private TableRequests() {}

  static CreateTableRequest create(TableDeclaration table) {
    CreateTableRequest.Builder request =
        CreateTableRequest.builder()
            .tableName(table.tableName())
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(definitions(table))
            .keySchema(keySchema(table.key()));
    if (!table.indexes().isEmpty()) {
      request.globalSecondaryIndexes(table.indexes().stream().map(TableRequests::index).toList());
    }
    if (table.streamViewType() != null) {
      request.streamSpecification(
          s -> s.streamEnabled(true).streamViewType(table.streamViewType()));
    }
    return request.build();
  }

  static UpdateTableRequest addIndex(TableDeclaration table, Index index) {
    return UpdateTableRequest.builder()
        .tableName(table.tableName())
        .attributeDefinitions(definitions(table))
        .globalSecondaryIndexUpdates(
            GlobalSecondaryIndexUpdate.builder()
                .create(
                    c ->
                        c.indexName(index.name())
                            .keySchema(keySchema(index.key()))
                            .projection(projection(index)))
                .build())
        .build();
  }

  static UpdateTableRequest removeIndex(TableDeclaration table, String indexName) {
    return UpdateTableRequest.builder()
        .tableName(table.tableName())
        .globalSecondaryIndexUpdates(
            GlobalSecondaryIndexUpdate.builder().delete(d -> d.indexName(indexName)).build())
        .build();
  }

  /** A key as {@code (PK:S, SK:S)}. */
  static String describe(Collection<KeySchemaElement> key, Collection<AttributeDefinition> types) {
    Map<String, String> typesByName =
        types.stream()
            .collect(
                Collectors.toMap(
                    AttributeDefinition::attributeName,
                    AttributeDefinition::attributeTypeAsString));
    return key.stream()
        .map(KeySchemaElement::attributeName)
        .map(name -> name + ":" + typesByName.get(name))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  /** An index as {@code the index byStatus (status:S) INCLUDE [email, name]}. */
  static String describe(
      String name,
      Collection<KeySchemaElement> key,
      Projection projection,
      Collection<AttributeDefinition> types) {
    return "the index %s %s %s %s"
        .formatted(
            name,
            describe(key, types),
            projection.projectionTypeAsString(),
            projection.nonKeyAttributes().stream().sorted().toList());
  }

  static String describe(@Nullable StreamSpecification stream) {
    return stream != null && Boolean.TRUE.equals(stream.streamEnabled())
        ? "the stream " + stream.streamViewTypeAsString()
        : "no stream";
  }

  private static GlobalSecondaryIndex index(Index index) {
    return GlobalSecondaryIndex.builder()
        .indexName(index.name())
        .keySchema(keySchema(index.key()))
        .projection(projection(index))
        .build();
  }

  private static Projection projection(Index index) {
    Projection.Builder projection = Projection.builder().projectionType(index.projectionType());
    if (projection.build().projectionType() == ProjectionType.INCLUDE) {
      projection.nonKeyAttributes(index.nonKeyAttributes());
    }
    return projection.build();
  }

  private static List<KeySchemaElement> keySchema(TableDeclaration.Key key) {
    List<KeySchemaElement> schema = new ArrayList<>();
    schema.add(element(key.partition(), KeyType.HASH));
    if (key.sort() != null) {
      schema.add(element(key.sort(), KeyType.RANGE));
    }
    return schema;
  }

  private static KeySchemaElement element(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  private static List<AttributeDefinition> definitions(TableDeclaration table) {
    return new TreeMap<>(table.attributes())
        .entrySet().stream()
            .map(
                e ->
                    AttributeDefinition.builder()
                        .attributeName(e.getKey())
                        .attributeType(e.getValue())
                        .build())
            .toList();
  }
}
