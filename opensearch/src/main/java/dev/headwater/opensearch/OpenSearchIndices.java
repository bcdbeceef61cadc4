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
 * Creates the indexes of a view, and says which of them is read: an alias points to it.
 *
 * <p>Everything here may be repeated, and done by several at once. Every method throws {@link
 * UnavailableException} when OpenSearch does not answer.
 */
public final class OpenSearchIndices {
  private final OpenSearchClient client;
  private final String alias;
  private final SearchFormat<?> format;
  private final int shards;

  /**
   * @param shards of each index; an index keeps the number that it was created with
   */
  public OpenSearchIndices(
      OpenSearchClient client, String alias, SearchFormat<?> format, int shards) {
    this.client = client;
    this.alias = alias;
    this.format = format;
    this.shards = shards;
  }

  /**
   * Makes sure that there is a generation to read, the first one if there is none.
   *
   * @throws UnavailableException also when somebody else made an index of its name
   */
  public void create() {
    if (!exists(Generation.A.writeAlias(alias))) {
      create(Generation.A);
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
                              action ->
                                  action.add(
                                      add -> add.index(Generation.A.index(alias)).alias(alias)))));
    }
  }

  /**
   * Makes sure that a generation's index is there. Nobody reads it yet.
   *
   * @throws UnavailableException also when somebody else made an index of its name
   */
  public void create(Generation generation) {
    String index = generation.index(alias);
    boolean created =
        OpenSearchCall.write(
            "create the index " + index,
            () -> {
              try {
                return client.indices().create(request(generation)).acknowledged();
              } catch (OpenSearchException e) {
                if ("resource_already_exists_exception".equals(e.error().type())) {
                  return false;
                }
                throw e;
              }
            });
    if (!created && !exists(generation.writeAlias(alias))) {
      throw new UnavailableException(
          "There is an index "
              + index
              + " that was not made for"
              + " these views: it has no alias "
              + generation.writeAlias(alias)
              + ". Delete it",
          false,
          OpenSearchCall.fault("resource_already_exists_exception"),
          null);
    }
  }

  /**
   * Whether a view could not be loaded or saved because its index, or the alias that it is written
   * to, is not there: {@link #create()} repairs that.
   */
  public static boolean isMissing(UnavailableException failure) {
    return OpenSearchCall.fault(OpenSearchCall.INDEX_MISSING).equals(failure.configurationFault());
  }

  private boolean exists(String name) {
    return OpenSearchCall.find(
            "look for the alias " + name, () -> client.indices().getAlias(get -> get.name(name)))
        .filter(answer -> !answer.result().isEmpty())
        .isPresent();
  }

  private CreateIndexRequest request(Generation generation) {
    return CreateIndexRequest.of(
        create ->
            create
                .index(generation.index(alias))
                .aliases(generation.writeAlias(alias), Alias.of(write -> write))
                .mappings(mapping())
                // Named, the interval holds also while nobody searches.
                .settings(
                    settings ->
                        settings
                            .numberOfShards(shards)
                            .autoExpandReplicas("0-1")
                            .refreshInterval(interval -> interval.time("1s"))));
  }

  private TypeMapping mapping() {
    Map<String, Property> properties = new HashMap<>();
    format.fields().forEach((name, field) -> properties.put(name, field.mapping()));
    properties.put(format.keyName(), SearchField.TERM.mapping());
    properties.put(Document.REMOVED, Property.of(removed -> removed.boolean_(flag -> flag)));
    return TypeMapping.of(mapping -> mapping.dynamic(DynamicMapping.Strict).properties(properties));
  }
}
