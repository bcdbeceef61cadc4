package dev.headwater.service.functions;

import dev.headwater.audit.AuditableViews;
import dev.headwater.dynamodb.audit.DynamoDbAuditableViews;
import dev.headwater.dynamodb.audit.UnitMeter;
import dev.headwater.dynamodb.views.ViewTable;
import dev.headwater.dynamodb.views.ViewsTableCheck;
import dev.headwater.host.Host;
import dev.headwater.opensearch.OpenSearchReadModel;
import dev.headwater.service.View;
import java.util.ArrayList;
import java.util.List;
import org.opensearch.client.opensearch.OpenSearchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The stores that hold a service's views: a table each, and an index unless search is off. */
record ViewModels(Environment environment, AwsClients clients, Host host) {
  /** Those of one view. */
  <V> List<AuditableViews<V>> of(View<V, ?> view, int unitsPerSecond, boolean writing) {
    return of(view, checkedTable(view, writing), clients.dynamoDbForScans(), unitsPerSecond);
  }

  /** The same for reading, with a meter that counts what the table is asked for. */
  <V> List<AuditableViews<V>> metered(View<V, ?> view, int unitsPerSecond, UnitMeter meter) {
    return of(
        view, checkedTable(view, false), meter.on(clients.dynamoDbForScans()), unitsPerSecond);
  }

  private ViewTable checkedTable(View<?, ?> view, boolean writing) {
    ViewTable table = environment.viewTable(view);
    String keyName = view.viewFormat().keyName();
    if (writing) {
      ViewsTableCheck.checkWriter(clients.dynamoDb(), table, keyName, host);
    } else {
      ViewsTableCheck.checkReader(clients.dynamoDb(), table, keyName, host);
    }
    return table;
  }

  private <V> List<AuditableViews<V>> of(
      View<V, ?> view, ViewTable table, DynamoDbClient dynamoDb, int unitsPerSecond) {
    List<AuditableViews<V>> models = new ArrayList<>();
    models.add(
        new DynamoDbAuditableViews<>(
            view.name(),
            dynamoDb,
            table,
            view.viewFormat(),
            new DynamoDbAuditableViews.Pace(host, unitsPerSecond)));
    OpenSearchClient search = view.search() == null ? null : clients.openSearchForScans();
    if (search != null) {
      models.add(
          new OpenSearchReadModel<>(
              view.searchDefinition().name(),
              search,
              SearchIndexes.writeAlias(view),
              view.searchFormat()));
    }
    return models;
  }
}
