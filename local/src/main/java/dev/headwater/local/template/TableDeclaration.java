package dev.headwater.local.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A DynamoDB table.
 *
 * @param attributes types of the key attributes by name: {@code S}, {@code N} or {@code B}
 * @param streamViewType for example {@code NEW_IMAGE}; {@code null} for a table without a stream
 */
public record TableDeclaration(
    String logicalId,
    String tableName,
    Map<String, String> attributes,
    Key key,
    List<Index> indexes,
    @Nullable String streamViewType) {
  public TableDeclaration {
    attributes = Map.copyOf(attributes);
    indexes = List.copyOf(indexes);
  }

  /** A primary key: a partition key and an optional sort key. */
  public record Key(String partition, @Nullable String sort) {}

  /**
   * A global secondary index.
   *
   * @param projectionType {@code ALL}, {@code KEYS_ONLY} or {@code INCLUDE}
   * @param nonKeyAttributes the attributes that {@code INCLUDE} adds; otherwise empty
   */
  public record Index(String name, Key key, String projectionType, List<String> nonKeyAttributes) {
    public Index {
      nonKeyAttributes = List.copyOf(nonKeyAttributes);
    }
  }
}
