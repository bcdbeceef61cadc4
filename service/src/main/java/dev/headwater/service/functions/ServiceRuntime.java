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
import dev.headwater.host.Deadline;
import dev.headwater.host.Host;
import dev.headwater.opensearch.OpenSearchIndex;
import dev.headwater.projection.Projector;
import dev.headwater.projection.ViewStore.ViewChange;
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
import dev.headwater.service.functions.internal.priming.SampleStream;
import dev.headwater.service.operations.OperationStores;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.crac.Core;
import org.crac.Resource;
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

  /** The newest of each projection; checked after a restore. */
  private final Map<String, SelfCreatingIndex<?>> searchIndices = new ConcurrentHashMap<>();

  /** The global context has them only weakly. */
  private final List<Resource> hooks = new CopyOnWriteArrayList<>();

  private ServiceRuntime(Service service, Settings settings, HttpPools pools) {
    this.service = service;
    this.environment = new Environment(settings);
    this.clients = new AwsClients(settings, pools);
    this.host = Host.system();
  }

  /** The service that the environment variable {@code SERVICE_DEFINITION} names. */
  public static ServiceRuntime of(Map<String, String> variables) {
    Settings settings = new Settings(variables);
    return of(DefinitionLoader.load(settings), settings);
  }

  /** This service. */
  public static ServiceRuntime of(Service service, Settings settings) {
    return new ServiceRuntime(service, settings, new HttpPools());
  }

  /** The same service with the same environment, over other HTTP clients. */
  ServiceRuntime over(HttpPools pools) {
    return new ServiceRuntime(service, environment.settings(), pools);
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

  /** The search indices that this runtime's projectors write to. */
  List<SelfCreatingIndex<?>> searchIndices() {
    return List.copyOf(searchIndices.values());
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
    SelfCreatingIndex<V> index = SearchIndexes.created(view, environment.settings(), clients, host);
    searchIndices.put(view.searchDefinition().name(), index);
    return new Projector<>(
        view.searchDefinition(), view.aggregate().events(), log(view.aggregate()), index, host);
  }

  /** Stores a sample's first commit and view, for samples that read them. */
  <V, E> void storeSample(View<V, E> view, Consumer<String> leftOut) {
    var stream = new SampleStream<>(view.aggregate());
    stream.appendFirst(
        clients.dynamoDb(), environment.settings().text(Environment.COMMAND_TABLE), leftOut);
    OpenSearchClient search = view.search() == null ? null : clients.openSearch();
    stream.foldedBy(view, leftOut).stream()
        .findFirst()
        .ifPresent(
            folded -> {
              var change = new ViewChange<>(folded.event().stream().id(), 0, folded.view(), false);
              new DynamoDbViewStore<>(
                      clients.dynamoDb(), environment.viewTable(view), view.viewFormat(), host)
                  .save(List.of(change));
              if (search != null) {
                new OpenSearchIndex<>(search, SearchIndexes.writeAlias(view), view.searchFormat())
                    .save(List.of(change));
              }
            });
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

  /**
   * Prepares a function over these parts for Lambda SnapStart, so that the first request after a
   * restore takes about as long as the next one. Elsewhere, this does nothing.
   *
   * <p>Before the snapshot is taken, the function handles samples on parts whose clients change no
   * data: they send reads, answer writes as if they had succeeded, and refuse what is neither.
   * After each restore, credentials are fetched, the connections opened that the samples needed,
   * and search indices that are written to created if they are missing.
   *
   * <p>Whatever fails is logged, and leaves a working function whose first request is slower. No
   * sample is begun {@value SnapStart#PRIMING_SECONDS} seconds after the first; Lambda waits 130
   * for the snapshot. After a restore, this waits at most {@value SnapStart#RESTORE_SECONDS}
   * seconds; Lambda allows ten.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html">
   *     Lambda SnapStart runtime hooks for Java</a>
   */
  public void prepareSnapshot(Rehearsal rehearsal) {
    SnapStart snapStart = new SnapStart(this, rehearsal);
    hooks.add(snapStart);
    Core.getGlobalContext().register(snapStart);
  }

  /** Handles samples as a function handles its requests. */
  @FunctionalInterface
  public interface Rehearsal {
    /**
     * Handles samples, and begins none after the deadline. It is called several times, so that the
     * code gets fast; what samples of an earlier call have written is forgotten.
     *
     * @param parts made for this from the same description and environment, and closed after the
     *     last call
     * @return what could not be rehearsed, for the log; no content of requests or events
     */
    List<String> run(ServiceRuntime parts, Deadline deadline);
  }

  /** Closes the SDK clients. */
  @Override
  public void close() {
    hooks.clear();
    clients.close();
  }
}
