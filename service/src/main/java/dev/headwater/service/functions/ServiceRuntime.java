package dev.headwater.service.functions;

import dev.headwater.CommandHandler;
import dev.headwater.Decider;
import dev.headwater.StateFormat;
import dev.headwater.dynamodb.DynamoDbEventLog;
import dev.headwater.dynamodb.DynamoDbEventStore;
import dev.headwater.dynamodb.views.DynamoDbViewStore;
import dev.headwater.dynamodb.views.ViewFormat;
import dev.headwater.dynamodb.views.ViewTable;
import dev.headwater.dynamodb.views.ViewsTableCheck;
import dev.headwater.event.EventLog;
import dev.headwater.eventbridge.EventBridgeLimits;
import dev.headwater.eventbridge.EventBridgePublisher;
import dev.headwater.eventbridge.SqsParkedCommits;
import dev.headwater.host.Host;
import dev.headwater.opensearch.OpenSearchIndex;
import dev.headwater.projection.Projector;
import dev.headwater.query.SearchIndex;
import dev.headwater.query.ViewReader;
import dev.headwater.relay.Relay;
import dev.headwater.service.Aggregate;
import dev.headwater.service.SearchDescription;
import dev.headwater.service.Service;
import dev.headwater.service.Settings;
import dev.headwater.service.View;
import dev.headwater.service.api.CommandApi.CommandHandlers;
import dev.headwater.service.api.QueryStores;
import dev.headwater.service.operations.OperationStores;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.opensearch.client.opensearch.OpenSearchClient;

/**
 * The parts of a described service on the stores that a function's environment names: what the
 * ready-made functions are thin shells over, and what a function of your own can use.
 *
 * <p>Each part is made anew by each call, and needs only the environment variables and rights of
 * the function that it belongs to. Making one checks its tables; those of the write side, which all
 * aggregates share, are checked once. Every method throws {@link IllegalStateException} if the
 * environment or a table is refused, with a message that says what to change, and {@link
 * dev.headwater.host.UnavailableException} if DynamoDB does not answer about a table.
 */
public final class ServiceRuntime implements CommandHandlers, QueryStores, AutoCloseable {
  private final Service service;
  private final Environment environment;
  private final AwsClients clients;
  private final Host host;
  private @Nullable CheckedTables checkedTables;

  private ServiceRuntime(Service service, Settings settings) {
    this.service = service;
    this.environment = new Environment(settings);
    this.clients = new AwsClients(settings);
    this.host = Host.system();
  }

  /** The service that the environment variable {@code SERVICE_DEFINITION} names. */
  public static ServiceRuntime of(Map<String, String> variables) {
    Settings settings = new Settings(variables);
    return of(DefinitionLoader.load(settings), settings);
  }

  /** This service. */
  public static ServiceRuntime of(Service service, Settings settings) {
    return new ServiceRuntime(service, settings);
  }

  public Service service() {
    return service;
  }

  Environment environment() {
    return environment;
  }

  AwsClients clients() {
    return clients;
  }

  public Host host() {
    return host;
  }

  /** Handles the commands of an aggregate; for the command function. */
  @Override
  public <C, S, E, R> CommandHandler<C, S, E, R> commandHandler(Aggregate<C, S, E, R> aggregate) {
    CheckedTables checked = checkedTables();
    CommandTables tables = checked.tables();
    Decider<C, S, E, R> decider = aggregate.decider(environment.settings());
    var store =
        new DynamoDbEventStore<>(
            clients.dynamoDbWithoutRetries(),
            tables.events(),
            aggregate.events(),
            StateFormat.of(decider, aggregate.state().type(), aggregate.state().codec()),
            EventBridgeLimits.DOCUMENTED.withEventIds(service.eventIds()));
    return new CommandHandler<>(
        decider,
        tables.claims() != null && !decider.claimNames().isEmpty()
            ? checked.gate().guard(store.withClaims(tables.claims()))
            : store,
        host);
  }

  /** Checked once: all aggregates share them. */
  private synchronized CheckedTables checkedTables() {
    if (checkedTables == null) {
      CommandTables tables = CommandTables.of(service, environment);
      checkedTables = new CheckedTables(tables, tables.check(clients.dynamoDb(), host));
    }
    return checkedTables;
  }

  private record CheckedTables(CommandTables tables, ClaimsGate gate) {}

  /** The events of an aggregate. */
  @Override
  public <E> EventLog<E> log(Aggregate<?, ?, E, ?> aggregate) {
    return new DynamoDbEventLog<>(
        clients.dynamoDb(),
        environment.settings().text(Environment.COMMAND_TABLE),
        aggregate.events());
  }

  /** The stored views of a kind, for queries. */
  @Override
  public <V> ViewReader<V> views(View<V, ?> view) {
    ViewTable table = environment.viewTable(view);
    ViewFormat<V> format = view.viewFormat();
    ViewsTableCheck.checkReader(clients.dynamoDb(), table, format.keyName(), host);
    return new DynamoDbViewStore<>(clients.dynamoDb(), table, format, host);
  }

  /** The search index of a view, for queries; {@code null} if search is switched off. */
  @Override
  public <V> @Nullable SearchIndex<V> index(View<V, ?> view) {
    SearchDescription search = view.search();
    OpenSearchClient client = search == null ? null : clients.openSearch();
    return search == null || client == null
        ? null
        : new OpenSearchIndex<>(client, search.alias(), view.searchFormat());
  }

  /** Projects events into the views table. */
  public <V, E> Projector<V, E> projector(View<V, E> view) {
    ViewTable table = environment.viewTable(view);
    ViewFormat<V> format = view.viewFormat();
    EventLog<E> log = log(view.aggregate());
    ViewsTableCheck.checkWriter(clients.dynamoDb(), table, format.keyName(), host);
    return new Projector<>(
        view.definition(),
        view.aggregate().events(),
        log,
        new DynamoDbViewStore<>(clients.dynamoDb(), table, format, host),
        host);
  }

  /** Projects events into the search index, which it creates if it is missing. */
  public <V, E> Projector<V, E> searchProjector(View<V, E> view) {
    return new Projector<>(
        view.searchDefinition(),
        view.aggregate().events(),
        log(view.aggregate()),
        SearchIndexes.created(view, environment.settings(), clients, host),
        host);
  }

  /** Publishes commits to the bus. */
  public Relay relay() {
    Settings settings = environment.settings();
    String bus = settings.text(Environment.EVENT_BUS_NAME);
    String source = settings.text(Environment.EVENT_SOURCE_NAME);
    String parkedQueueUrl = settings.text(Environment.PARKED_COMMITS_QUEUE_URL);
    return new Relay(
        new EventBridgePublisher(clients.eventBridge(), bus, source)
            .withEventIds(service.eventIds()),
        new SqsParkedCommits(clients.sqs(), parkedQueueUrl),
        host);
  }

  /** What operations need; for the operations function. */
  public OperationStores operationStores() {
    return new ServiceOperationStores(service, environment, clients, host);
  }

  /** Closes the SDK clients. */
  @Override
  public void close() {
    clients.close();
  }
}
