package dev.headwater.opensearch;

import dev.headwater.host.UnavailableException;
import java.util.HashMap;
import java.util.Map;
import org.opensearch.client.opensearch.OpenSearchClient;
import org.opensearch.client.opensearch._types.OpenSearchException;
import org.opensearch.client.opensearch._types.mapping.DynamicMapping;
import org.opensearch.client.opensearch._types.mapping.Property;
import org.opensearch.client.opensearch._types.mapping.TypeMapping;
import org.opensearch.client.opensearch.indices.Alias;
import org.opensearch.client.opensearch.indices.CreateIndexRequest;

/**
 * Creates the index of a view, such as {@code customers-a}, and its two aliases: {@code customers}
 * for reading, and {@code customers-a-write} for writing. Writes require an alias, because a write
 * to a missing index would create it without a mapping.
 *
 * <p>Every method is idempotent, may run concurrently, and throws {@link UnavailableException} if
 * OpenSearch does not answer.
 */
public final class OpenSearchIndices {
  private final OpenSearchClient client;
  private final String alias;
  private final SearchFormat<?> format;
  private final int shards;

  /**
   * @param shards the number per index, fixed when the index is created
   */
  public OpenSearchIndices(
      OpenSearchClient client, String alias, SearchFormat<?> format, int shards) {
    this.client = client;
    this.alias = alias;
    this.format = format;
    this.shards = shards;
  }

  /** The name of the index behind an alias for reading. */
  static String index(String alias) {
    return alias + "-a";
  }

  /** The alias for writing that belongs to an alias for reading. */
  public static String writeAlias(String alias) {
    return index(alias) + "-write";
  }

  /**
   * Creates the index and its aliases unless they exist. Adds the fields that an existing index
   * lacks: its mapping is strict, and would refuse every document that has one of them.
   *
   * @throws UnavailableException also if an index of this name was created by other means, or maps
   *     one of the fields for another use
   */
  public void create() {
    if (exists(writeAlias(alias))) {
      completeMapping();
    } else {
      createIndex();
    }
    if (!exists(alias)) {
      OpenSearchCall.write(
          "create the alias " + alias,
          () ->
              client
                  .indices()
                  .updateAliases(
                      update ->
                          update.actions(
                              action -> action.add(add -> add.index(index(alias)).alias(alias)))));
    }
  }

  private void completeMapping() {
    String index = index(alias);
    Map<String, Property> mapped =
        OpenSearchCall.read(
                "look up the mapping of " + index,
                () -> client.indices().getMapping(get -> get.index(index)))
            .get(index)
            .mappings()
            .properties();
    Map<String, Property> missing = new HashMap<>(properties());
    missing.keySet().removeAll(mapped.keySet());
    requireUnchanged(index, mapped);
    if (!missing.isEmpty()) {
      OpenSearchCall.write(
          "complete the mapping of " + index,
          () -> client.indices().putMapping(put -> put.index(index).properties(missing)));
    }
  }

  /** OpenSearch can only add fields to an index. */
  private void requireUnchanged(String index, Map<String, Property> mapped) {
    properties()
        .forEach(
            (name, wanted) -> {
              Property found = mapped.get(name);
              if (found != null && !use(found).equals(use(wanted))) {
                throw new UnavailableException(
                    "The index "
                        + index
                        + " cannot change how the field "
                        + name
                        + " is searched: describe a view with another alias, and rebuild that",
                    false,
                    OpenSearchCall.fault("mapper_parsing_exception"),
                    null);
              }
            });
  }

  /** What a field can be used for. */
  private static String use(Property property) {
    boolean isIndexed = !property.isKeyword() || !Boolean.FALSE.equals(property.keyword().index());
    return property._kind() + (isIndexed ? "" : ", stored");
  }

  private void createIndex() {
    String index = index(alias);
    boolean created =
        OpenSearchCall.write(
            "create the index " + index,
            () -> {
              try {
                return client.indices().create(request()).acknowledged();
              } catch (OpenSearchException e) {
                if ("resource_already_exists_exception".equals(e.error().type())) {
                  return false;
                }
                throw e;
              }
            });
    if (!created && !exists(writeAlias(alias))) {
      throw new UnavailableException(
          "The index "
              + index
              + " was not created for these views: it has no alias "
              + writeAlias(alias)
              + ". Delete it",
          false,
          OpenSearchCall.fault("resource_already_exists_exception"),
          null);
    }
  }

  /**
   * Whether a load or save failed because the index or its write alias is missing. {@link
   * #create()} repairs that.
   */
  public static boolean isMissing(UnavailableException failure) {
    return OpenSearchCall.fault(OpenSearchCall.INDEX_MISSING).equals(failure.configurationFault());
  }

  private boolean exists(String name) {
    return OpenSearchCall.find(
            "look up the alias " + name, () -> client.indices().getAlias(get -> get.name(name)))
        .filter(answer -> !answer.result().isEmpty())
        .isPresent();
  }

  private CreateIndexRequest request() {
    return CreateIndexRequest.of(
        create ->
            create
                .index(index(alias))
                .aliases(writeAlias(alias), Alias.of(write -> write))
                .mappings(mapping())
                // An explicit interval also applies while the index is not searched.
                .settings(
                    settings ->
                        settings
                            .numberOfShards(shards)
                            .autoExpandReplicas("0-1")
                            .refreshInterval(interval -> interval.time("1s"))));
  }

  private TypeMapping mapping() {
    return TypeMapping.of(
        mapping -> mapping.dynamic(DynamicMapping.Strict).properties(properties()));
  }

  private Map<String, Property> properties() {
    Map<String, Property> properties = new HashMap<>();
    format.fields().forEach((name, field) -> properties.put(name, field.mapping()));
    properties.put(format.keyName(), SearchField.TERM.mapping());
    properties.put(Document.FINGERPRINT, SearchField.STORED.mapping());
    properties.put(Document.REMOVED, Property.of(removed -> removed.boolean_(flag -> flag)));
    return properties;
  }
}
