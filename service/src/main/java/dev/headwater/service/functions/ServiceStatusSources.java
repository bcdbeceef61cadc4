package dev.headwater.service.functions;

import dev.headwater.audit.AuditableViews;
import dev.headwater.dynamodb.ClaimsTableCheck;
import dev.headwater.dynamodb.DynamoDbEventLog;
import dev.headwater.dynamodb.audit.DynamoDbAuditableViews;
import dev.headwater.dynamodb.operations.OperationRun;
import dev.headwater.dynamodb.operations.OperationsTable;
import dev.headwater.eventbridge.QueueConsumer.QueueUrls;
import dev.headwater.host.Host;
import dev.headwater.opensearch.OpenSearchReadModel;
import dev.headwater.service.Service;
import dev.headwater.service.Settings;
import dev.headwater.service.View;
import dev.headwater.service.status.Probe;
import dev.headwater.service.status.ServiceStatus.Claims;
import dev.headwater.service.status.ServiceStatus.Queue;
import dev.headwater.service.status.ServiceStatus.Run;
import dev.headwater.service.status.ServiceStatus.Search;
import dev.headwater.service.status.ServiceStatus.Table;
import dev.headwater.service.status.ServiceStatus.ViewSample;
import dev.headwater.service.status.StatusSources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.opensearch.client.opensearch.OpenSearchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Looks at the stores, queues and metrics that the function's environment names, with clients that
 * soon give up.
 */
record ServiceStatusSources(Service service, Environment environment, AwsClients clients, Host host)
    implements StatusSources {
  private static final String PARKED_COMMITS = "parked-commits";
  private static final String RELAY_FAILURES = "relay-failures";

  private Settings settings() {
    return environment.settings();
  }

  /** Gives up after two seconds. */
  private DynamoDbClient dynamoDb() {
    return clients.dynamoDbWithoutRetries();
  }

  @Override
  public List<Probe<Table>> tables() {
    List<Probe<Table>> tables = new ArrayList<>();
    tables.add(table("events", Environment.COMMAND_TABLE));
    tables.add(
        settings().get(Environment.CLAIMS_TABLE) == null
            ? Probe.off("claims")
            : table("claims", Environment.CLAIMS_TABLE));
    service.views().forEach(view -> tables.add(table(view.name(), view.tableVariable())));
    tables.add(table("operations", Environment.OPERATIONS_TABLE));
    return tables;
  }

  private Probe<Table> table(String holds, String variable) {
    return new Probe<>(
        holds,
        () -> {
          String name = settings().text(variable);
          TableDescription table =
              AwsCall.read(
                  "DynamoDB did not describe table " + name,
                  () -> dynamoDb().describeTable(describe -> describe.tableName(name)).table());
          StreamSpecification stream = table.streamSpecification();
          return new Table(
              name,
              table.tableStatusAsString(),
              Objects.requireNonNullElse(table.itemCount(), 0L),
              stream != null && Boolean.TRUE.equals(stream.streamEnabled()));
        });
  }

  @Override
  public List<Probe<Queue>> queues() {
    List<Probe<Queue>> queues = new ArrayList<>();
    for (View<?, ?> view : service.views()) {
      queues.add(projection(view.name()));
      if (view.search() != null) {
        queues.add(projection(view.search().projection()));
      }
    }
    queues.add(deadLetters(PARKED_COMMITS, Environment.PARKED_COMMITS_QUEUE_URL));
    queues.add(deadLetters(RELAY_FAILURES, Environment.RELAY_FAILURES_QUEUE_URL));
    return queues;
  }

  private Probe<Queue> projection(String name) {
    QueueUrls urls = environment.queueUrls(name);
    return urls == null
        ? Probe.off(name)
        : new Probe<>(
            name,
            () ->
                host.parallelCalls()
                    .callBoth(
                        () -> depth(name, urls.messages()),
                        () -> depth(name, urls.deadLetters()),
                        (messages, letters) ->
                            new Queue(messages.waiting(), messages.inFlight(), letters.all())));
  }

  /** A queue that holds nothing but dead letters. */
  private Probe<Queue> deadLetters(String name, String variable) {
    String url = settings().get(variable);
    return url == null
        ? Probe.off(name)
        : new Probe<>(name, () -> new Queue(0, 0, depth(name, url).all()));
  }

  private Depth depth(String name, String url) {
    Map<QueueAttributeName, String> counts =
        AwsCall.read(
            "SQS did not describe a queue of " + name,
            () ->
                clients
                    .sqs()
                    .getQueueAttributes(get -> get.queueUrl(url).attributeNames(Depth.COUNTS))
                    .attributes());
    return Depth.of(counts);
  }

  /** How many messages a queue holds. */
  private record Depth(long waiting, long inFlight) {
    static final List<QueueAttributeName> COUNTS =
        List.of(
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED);

    static Depth of(Map<QueueAttributeName, String> counts) {
      List<Long> numbers =
          COUNTS.stream().map(name -> Long.valueOf(counts.getOrDefault(name, "0"))).toList();
      return new Depth(numbers.get(0) + numbers.get(2), numbers.get(1));
    }

    long all() {
      return waiting + inFlight;
    }
  }

  @Override
  public List<Probe<ViewSample>> views() {
    List<Probe<ViewSample>> views = new ArrayList<>();
    for (View<?, ?> view : service.views()) {
      views.add(inTable(view));
      if (view.search() != null) {
        views.add(inIndex(view, view.search().projection()));
      }
    }
    return views;
  }

  private <V, E> Probe<ViewSample> inTable(View<V, E> view) {
    return new Probe<>(
        view.name(),
        () ->
            sample(
                view,
                view.viewFormat().fingerprint(),
                new DynamoDbAuditableViews<>(
                    view.name(),
                    dynamoDb(),
                    environment.viewTable(view),
                    view.viewFormat(),
                    new DynamoDbAuditableViews.Pace(host, 0))));
  }

  private <V, E> Probe<ViewSample> inIndex(View<V, E> view, String projection) {
    OpenSearchClient client = clients.openSearchForChecks();
    return client == null
        ? Probe.off(projection)
        : new Probe<>(
            projection, () -> sample(view, view.searchFormat().fingerprint(), index(view, client)));
  }

  private static <V> OpenSearchReadModel<V> index(View<V, ?> view, OpenSearchClient client) {
    return new OpenSearchReadModel<>(
        view.searchDefinition().name(),
        client,
        SearchIndexes.writeAlias(view),
        view.searchFormat());
  }

  private <V, E> ViewSample sample(View<V, E> view, String fingerprint, AuditableViews<V> stored) {
    var log =
        new DynamoDbEventLog<>(
            dynamoDb(), settings().text(Environment.COMMAND_TABLE), view.aggregate().events());
    return new ViewSampler<>(view, fingerprint, stored, log, host).get();
  }

  @Override
  public Probe<Search> search() {
    List<View<?, ?>> searched =
        service.views().stream().filter(view -> view.search() != null).toList();
    OpenSearchClient client = clients.openSearchForChecks();
    return client == null || searched.isEmpty()
        ? Probe.off("search")
        : new Probe<>(
            "search",
            () ->
                new Search(
                    searched.stream()
                        .mapToLong(view -> index(view, client).approximateSize())
                        .sum()));
  }

  @Override
  public Probe<Measured> measured() {
    return new Probe<>(
        "metrics",
        () ->
            new CloudWatchMetrics(
                    clients.cloudWatch(),
                    MeasuredFunctions.of(service, settings()),
                    settings().text(Environment.COMMAND_TABLE))
                .read(host.clock().instant()));
  }

  @Override
  public Probe<List<Run>> runs(List<String> operations) {
    return new Probe<>(
        "the last runs",
        () -> {
          OperationsTable table =
              new OperationsTable(dynamoDb(), settings().text(Environment.OPERATIONS_TABLE), host);
          return host
              .parallelCalls()
              .callEach(
                  operations.stream()
                      .<Supplier<List<Run>>>map(operation -> () -> open(table, operation))
                      .toList())
              .stream()
              .flatMap(List::stream)
              .toList();
        });
  }

  private List<Run> open(OperationsTable table, String operation) {
    return table.lastAtOnce(operation).filter(OperationRun::isOpen).stream()
        .map(
            run ->
                new Run(
                    operation,
                    run.by(),
                    run.since(),
                    run.arguments(),
                    run.leaseEnd().isBefore(host.clock().instant())))
        .toList();
  }

  @Override
  public Probe<Claims> claims() {
    return settings().get(Environment.CLAIMS_TABLE) == null
        ? Probe.off("claims")
        : new Probe<>("claims", this::claimsAsMarked);
  }

  private Claims claimsAsMarked() {
    if (!CommandTables.requireOwnClaims(service, settings())) {
      return new Claims(true, false); // a service that makes no claims needs none
    }
    String events = settings().text(Environment.COMMAND_TABLE);
    String claims = settings().text(Environment.CLAIMS_TABLE);
    boolean filled = ClaimsTableCheck.isComplete(dynamoDb(), events, claims);
    return new Claims(
        filled, !filled && ClaimsTableCheck.isOfAnotherTable(dynamoDb(), events, claims));
  }
}
