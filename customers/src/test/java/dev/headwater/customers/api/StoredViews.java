package dev.headwater.customers.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.customers.Described;
import dev.headwater.customers.view.CustomerStatus;
import dev.headwater.customers.view.CustomerView;
import dev.headwater.dynamodb.views.DynamoDbViewStore;
import dev.headwater.dynamodb.views.ViewTable;
import dev.headwater.host.Host;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.local.template.StackReader;
import dev.headwater.local.template.values.StackOptions;
import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore.Saved;
import dev.headwater.projection.ViewStore.ViewChange;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The table of views as the template declares it, empty before each test. */
final class StoredViews implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
  private static final int SHARDS = 4;
  private static final String TABLE = "test-CustomersTable";

  private final LocalDynamoDb dynamoDb = LocalDynamoDb.start(null);
  private final DynamoDbViewStore<CustomerView> store = store(TABLE);

  @Override
  public void beforeAll(ExtensionContext context) {
    dynamoDb.create(
        StackReader.read(
                Path.of("template.yaml"),
                StackOptions.unstarted("test", Map.of("UniqueEmail", "false")))
            .tables());
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    dynamoDb
        .client()
        .scanPaginator(scan -> scan.tableName(TABLE))
        .items()
        .forEach(
            item ->
                dynamoDb
                    .client()
                    .deleteItem(
                        delete ->
                            delete
                                .tableName(TABLE)
                                .key(Map.of("customerId", item.get("customerId")))));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    dynamoDb.close();
  }

  DynamoDbViewStore<CustomerView> store() {
    return store;
  }

  /** A store on another table of the same server. */
  DynamoDbViewStore<CustomerView> store(String table) {
    return new DynamoDbViewStore<>(
        dynamoDb.client(),
        new ViewTable(table, SHARDS),
        Described.VIEW.viewFormat(),
        Host.system());
  }

  /**
   * @param second of the registration, in the first minute of 2026
   */
  static CustomerView customer(String id, CustomerStatus status, int second) {
    Instant at = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(second);
    return new CustomerView(
        id,
        id + "@example.com",
        id,
        status,
        at,
        at,
        status == CustomerStatus.SUSPENDED ? "unpaid" : null);
  }

  /** The first that is stored of a customer. */
  void save(CustomerView view, long version) {
    save(view.customerId(), 0, new VersionedView<>(version, view));
  }

  /** The next after a version. */
  void change(CustomerView view, long from) {
    save(view.customerId(), from, new VersionedView<>(from + 1, view));
  }

  void remove(String id, long version) {
    save(id, 0, new VersionedView<>(version, null));
  }

  /** Changes one attribute of a stored view, as somebody with the AWS console may. */
  void damage(String id, String attribute, String value) {
    dynamoDb
        .client()
        .updateItem(
            update ->
                update
                    .tableName(TABLE)
                    .key(Map.of("customerId", AttributeValue.fromS(id)))
                    .updateExpression("SET #name = :value")
                    .expressionAttributeNames(Map.of("#name", attribute))
                    .expressionAttributeValues(Map.of(":value", AttributeValue.fromS(value))));
  }

  private void save(String id, long from, VersionedView<CustomerView> next) {
    assertThat(store.save(List.of(new ViewChange<>(id, from, next)))).isEqualTo(Saved.ALL);
  }
}
