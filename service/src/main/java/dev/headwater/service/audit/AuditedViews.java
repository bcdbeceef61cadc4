package dev.headwater.service.audit;

import dev.headwater.audit.AuditableViews;
import dev.headwater.audit.ViewAudit;
import dev.headwater.dynamodb.audit.DynamoDbAuditSource;
import dev.headwater.dynamodb.audit.DynamoDbAuditableViews;
import dev.headwater.dynamodb.views.ListIndex;
import dev.headwater.dynamodb.views.ViewTable;
import dev.headwater.dynamodb.views.ViewsTableCheck;
import dev.headwater.host.Host;
import dev.headwater.opensearch.OpenSearchReadModel;
import dev.headwater.service.View;
import dev.headwater.service.functions.SearchIndexes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opensearch.client.opensearch.OpenSearchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The stored views of one kind, with their lists and search documents.
 *
 * @param search {@code null} if search is switched off
 */
public record AuditedViews<V, E>(
    View<V, E> view, DynamoDbClient client, ViewTable table, @Nullable OpenSearchClient search) {
  /**
   * The views in a table, with the number of list shards that it was created with.
   *
   * @throws IllegalStateException if no projector has stored that number yet
   * @throws dev.headwater.host.UnavailableException if DynamoDB does not answer
   */
  public static <V, E> AuditedViews<V, E> of(
      View<V, E> view, DynamoDbClient client, String table, @Nullable OpenSearchClient search) {
    int shards =
        ViewsTableCheck.listShards(client, table, view.viewFormat().keyName(), Host.system())
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "Table "
                            + table
                            + " does not hold its number of list shards yet: start this"
                            + " version of the service once, then try again"));
    return new AuditedViews<>(
        view, client, new ViewTable(table, shards), view.search() == null ? null : search);
  }

  /** The names of the indexes that a views table must have. */
  public static List<String> indexNames(View<?, ?> view) {
    return view.viewFormat().lists().stream().map(list -> ListIndex.of(list, 1).name()).toList();
  }

  /** Creates the search index if it is missing, as the service does. */
  public void createIndex() {
    if (search != null) {
      SearchIndexes.of(view, search).create();
    }
  }

  /**
   * An audit of these views.
   *
   * @param events the name of the events table
   * @param unitsPerSecond the read units per second on the views table; 0 means no limit
   */
  public ViewAudit<V, E> audit(String events, int unitsPerSecond) {
    Host host = Host.system();
    List<AuditableViews<V>> models = new ArrayList<>();
    models.add(
        new DynamoDbAuditableViews<>(
            view.name(),
            client,
            table,
            view.viewFormat(),
            new DynamoDbAuditableViews.Pace(host, unitsPerSecond)));
    if (search != null) {
      models.add(
          new OpenSearchReadModel<>(
              view.searchDefinition().name(),
              search,
              SearchIndexes.writeAlias(view),
              view.searchFormat()));
    }
    return new ViewAudit<>(
        new DynamoDbAuditSource<>(client, events, view.aggregate().events(), host),
        view.definition(),
        view.aggregate().events(),
        models,
        host);
  }
}
