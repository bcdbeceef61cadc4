package dev.headwater.customers;

import dev.headwater.audit.AuditableViews;
import dev.headwater.audit.ViewAudit;
import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.customer.CustomerEventCodec;
import dev.headwater.customers.view.CustomerProjection;
import dev.headwater.customers.view.CustomerView;
import dev.headwater.customers.view.CustomerViewFormat;
import dev.headwater.dynamodb.audit.DynamoDbAuditSource;
import dev.headwater.dynamodb.audit.DynamoDbAuditableViews;
import dev.headwater.dynamodb.views.ListIndex;
import dev.headwater.dynamodb.views.ViewTable;
import dev.headwater.dynamodb.views.ViewsTableCheck;
import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import dev.headwater.opensearch.OpenSearchReadModel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opensearch.client.opensearch.OpenSearchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The customers' views, for audits from outside the service.
 *
 * @param search {@code null} if search is switched off
 */
public record CustomerViews(ViewTable table, @Nullable OpenSearchClient search) {
  /**
   * The customers' views, with the number of list shards that their table was created with.
   *
   * @throws IllegalStateException if no projector has stored that number yet
   * @throws UnavailableException if DynamoDB does not answer
   */
  public static CustomerViews of(
      DynamoDbClient client, String table, @Nullable OpenSearchClient search) {
    int shards =
        ViewsTableCheck.listShards(client, table, new CustomerViewFormat().keyName(), Host.system())
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "Table "
                            + table
                            + " does not hold its number of list shards yet: start this"
                            + " version of the service once, then try again"));
    return new CustomerViews(new ViewTable(table, shards), search);
  }

  /** The names of the views table's indices. */
  public static List<String> indexNames() {
    return new CustomerViewFormat()
        .lists().stream().map(list -> ListIndex.of(list, 1).name()).toList();
  }

  /** Creates the index if it is missing, as the service does. */
  public void createIndex() {
    if (search != null) {
      new CustomerSearch(search).indices().create();
    }
  }

  /**
   * An audit of the views of an events table's customers.
   *
   * @param unitsPerSecond the read units per second on the views table; 0 means no limit
   */
  public ViewAudit<CustomerView, CustomerEvent> audit(
      DynamoDbClient client, String events, int unitsPerSecond) {
    Host host = Host.system();
    List<AuditableViews<CustomerView>> models = new ArrayList<>();
    models.add(
        new DynamoDbAuditableViews<>(
            CustomerProjection.VIEW.name(),
            client,
            table,
            new CustomerViewFormat(),
            new DynamoDbAuditableViews.Pace(host, unitsPerSecond)));
    if (search != null) {
      models.add(
          new OpenSearchReadModel<>(
              CustomerProjection.SEARCH.name(),
              search,
              new CustomerSearch(search).writeAlias(),
              new CustomerViewFormat()));
    }
    CustomerEventCodec codec = new CustomerEventCodec();
    return new ViewAudit<>(
        new DynamoDbAuditSource<>(client, events, codec, host),
        CustomerProjection.VIEW,
        codec,
        models,
        host);
  }
}
