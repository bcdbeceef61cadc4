package dev.headwater.customers.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.CommandHandler;
import dev.headwater.CommandRequest;
import dev.headwater.InMemoryEventStore;
import dev.headwater.Outcome.Committed;
import dev.headwater.customers.Described;
import dev.headwater.customers.LoudCustomers;
import dev.headwater.customers.api.Invocations.Answer;
import dev.headwater.customers.customer.Customer;
import dev.headwater.customers.customer.CustomerCommand;
import dev.headwater.customers.customer.CustomerCommand.RegisterCustomer;
import dev.headwater.customers.customer.CustomerDecider;
import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.customer.CustomerId;
import dev.headwater.customers.customer.CustomerRefusal;
import dev.headwater.customers.customer.EmailAddress;
import dev.headwater.customers.customer.Text;
import dev.headwater.customers.view.CustomerView;
import dev.headwater.dynamodb.views.DynamoDbViewStore;
import dev.headwater.dynamodb.views.ViewTable;
import dev.headwater.event.EventLog;
import dev.headwater.local.search.LocalOpenSearch;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.local.template.StackReader;
import dev.headwater.local.template.values.StackOptions;
import dev.headwater.opensearch.OpenSearchConnection;
import dev.headwater.opensearch.OpenSearchIndex;
import dev.headwater.opensearch.OpenSearchIndices;
import dev.headwater.projection.Delivery;
import dev.headwater.projection.Projector;
import dev.headwater.projection.ViewDefinition;
import dev.headwater.projection.ViewStore;
import dev.headwater.service.api.QueryApi;
import dev.headwater.testkit.ManualHost;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.opensearch.client.opensearch.OpenSearchClient;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;

/** Customers whose views lag: only {@link #project} brings them up to date. */
final class LaggingViews implements AutoCloseable {
  private static final String TABLE = "test-CustomersTable";

  private final ManualHost machine = new ManualHost(1);
  private final LocalDynamoDb dynamoDb = LocalDynamoDb.start(null);
  private final LocalOpenSearch openSearch = LocalOpenSearch.start(null);
  private final InMemoryEventStore<Customer, CustomerEvent> store = new InMemoryEventStore<>();
  final AtomicInteger logReads = new AtomicInteger();
  private final CommandHandler<CustomerCommand, Customer, CustomerEvent, CustomerRefusal> handler;
  private final OpenSearchIndex<CustomerView> written;
  private final DynamoDbViewStore<CustomerView> views;
  private final List<ViewStore<CustomerView>> loud;
  final QueryApi queries;
  final Invocations api;

  LaggingViews() {
    dynamoDb.create(
        StackReader.read(
                Path.of("template.yaml"),
                StackOptions.unstarted("test", Map.of("UniqueEmail", "false")))
            .tables());
    handler = new CommandHandler<>(new CustomerDecider(false), store, machine.host());
    var format = Described.VIEW.searchFormat();
    views =
        new DynamoDbViewStore<>(
            dynamoDb.client(),
            new ViewTable(TABLE, 3),
            Described.VIEW.viewFormat(),
            machine.host());
    OpenSearchClient client =
        new OpenSearchConnection(
                openSearch.endpoint(),
                Region.EU_CENTRAL_1,
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")),
                Apache5HttpClient.create())
            .client();
    new OpenSearchIndices(client, "customers", format, 1).create();
    written = new OpenSearchIndex<>(client, OpenSearchIndices.writeAlias("customers"), format);
    EventLog<CustomerEvent> log =
        (stream, after, max) -> {
          logReads.incrementAndGet();
          return store.read(stream, after, max);
        };
    loud =
        List.of(
            new DynamoDbViewStore<>(
                dynamoDb.client(),
                new ViewTable(TABLE, 3),
                LoudCustomers.VIEW.viewFormat(),
                machine.host()),
            new OpenSearchIndex<>(
                client,
                OpenSearchIndices.writeAlias("customers"),
                LoudCustomers.VIEW.searchFormat()));
    queries = Described.queries(views, log, new OpenSearchIndex<>(client, "customers", format));
    api = new Invocations(queries);
  }

  void register(String id, String email) {
    handle(
        new RegisterCustomer(
            new CustomerId(id), new EmailAddress(email), new Text("Name of " + id)));
  }

  void handle(CustomerCommand command) {
    machine.clock().advance(Duration.ofMillis(7));
    assertThat(
            handler.handle(
                CommandRequest.of(
                    Described.CUSTOMER.stream(command.customerId().value()), command)))
        .isInstanceOf(Committed.class);
  }

  /** Brings the view and the document to the head of the stream. */
  void project(String id) {
    project(id, Described.VIEW.definition(), List.of(views, written));
  }

  /** The same by a later revision of the projection. */
  void projectLoud(String id) {
    project(id, LoudCustomers.VIEW.definition(), loud);
  }

  private void project(
      String id,
      ViewDefinition<CustomerView, CustomerEvent> view,
      List<ViewStore<CustomerView>> targets) {
    for (ViewStore<CustomerView> target : targets) {
      new Projector<>(view, Described.CUSTOMER.events(), store, target, machine.host())
          .project(List.of(new Delivery.Repair(id, Described.CUSTOMER.stream(id))), Instant.MAX);
    }
  }

  Answer lookUp(String id, Map<String, String> query) {
    return api.get("GET /customers/{id}", Map.of("id", id), query);
  }

  Answer list(Map<String, String> query) {
    return api.get("GET /customers", Map.of(), query);
  }

  @Override
  public void close() {
    dynamoDb.close();
    openSearch.close();
  }
}
