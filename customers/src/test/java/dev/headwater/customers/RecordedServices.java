package dev.headwater.customers;

import dev.headwater.customers.RecordingProxy.Request;
import dev.headwater.local.queues.LocalSqs;
import dev.headwater.local.search.LocalOpenSearch;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.local.template.TableDeclaration;
import dev.headwater.service.functions.CommandFunction;
import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The services of AWS that functions call, each behind a record of what they asked of it. */
final class RecordedServices implements AutoCloseable {
  private final TemplateTables template = TemplateTables.read();
  private final LocalDynamoDb dynamoDb = LocalDynamoDb.start(null);
  private final LocalOpenSearch openSearch = LocalOpenSearch.start(null);
  private final LocalSqs sqs = LocalSqs.start();
  private final MetricsEndpoint metrics = MetricsEndpoint.start(sqs);
  private final RecordedBus bus = RecordedBus.start();
  private final RecordingProxy toDynamoDb = RecordingProxy.of(dynamoDb.endpoint());
  private final RecordingProxy toSearch = RecordingProxy.of(openSearch.endpoint());
  private final RecordingProxy toSqs = RecordingProxy.of(sqs.endpoint());
  private final RecordingProxy toMetrics = RecordingProxy.of(metrics.uri());
  private final RecordingProxy toBus = RecordingProxy.of(bus.uri());

  /** Creates the tables and queues of the template. */
  RecordedServices() {
    dynamoDb.create(template.declared());
    OperationQueues.create(sqs);
  }

  LocalDynamoDb dynamoDb() {
    return dynamoDb;
  }

  LocalSqs sqs() {
    return sqs;
  }

  String table(String logicalId) {
    return template.name(logicalId);
  }

  /** Of a function whose calls are recorded. */
  Map<String, String> recorded() {
    Map<String, String> environment = environment(toDynamoDb.uri(), toSearch.uri());
    environment.put("AWS_ENDPOINT_URL_SQS", toSqs.uri().toString());
    environment.put("AWS_ENDPOINT_URL_EVENTBRIDGE", toBus.uri().toString());
    environment.put("AWS_ENDPOINT_URL_CLOUDWATCH", toMetrics.uri().toString());
    return environment;
  }

  /** Of a function that only prepares something for another. */
  Map<String, String> unrecorded() {
    return environment(dynamoDb.endpoint(), openSearch.endpoint());
  }

  private Map<String, String> environment(URI tables, URI search) {
    Map<String, String> environment = FunctionCalls.environment(search);
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", tables.toString());
    environment.put("AWS_ENDPOINT_URL_DYNAMODB_STREAMS", tables.toString());
    environment.putAll(template.variables());
    environment.put("EVENT_BUS_NAME", "bus");
    environment.put("EVENT_SOURCE_NAME", "source");
    environment.put("PARKED_COMMITS_QUEUE_URL", sqs.url("ParkedCommits"));
    return environment;
  }

  /** Commands that leave a customer with two events, unrecorded. */
  void registerAndSuspend() throws IOException {
    try (var function = new CommandFunction(unrecorded())) {
      registerAda(function);
      suspendAda(function);
    }
  }

  static void registerAda(CommandFunction function) throws IOException {
    FunctionCalls.command(
        function,
        "RegisterCustomer",
        Map.of("customerId", "ada", "email", "ada@example.com", "name", "Ada"));
  }

  static void suspendAda(CommandFunction function) throws IOException {
    FunctionCalls.command(
        function, "SuspendCustomer", Map.of("customerId", "ada", "reason", "asked"));
  }

  /** Makes the bus refuse events for good. */
  void refuseEvents() {
    bus.refuse(detail -> true);
  }

  /** What was used by the recorded calls. */
  Set<Right> used() {
    Map<String, String> tables =
        template.declared().stream()
            .collect(Collectors.toMap(TableDeclaration::tableName, TableDeclaration::logicalId));
    Set<Right> used = new HashSet<>();
    add(used, toDynamoDb, request -> Right.toDynamoDb(request, tables));
    add(used, toSearch, Right::toSearch);
    add(used, toSqs, request -> Stream.of(Right.toSqs(request)));
    add(used, toMetrics, request -> Stream.of(Right.toCloudWatch(request)));
    add(used, toBus, request -> Stream.of(Right.toBus(request)));
    return used;
  }

  private static void add(
      Set<Right> used, RecordingProxy proxy, Function<Request, Stream<Right>> rights) {
    proxy.requests().stream().flatMap(rights).forEach(used::add);
  }

  @Override
  public void close() {
    List.of(toDynamoDb, toSearch, toSqs, toMetrics, toBus).forEach(RecordingProxy::close);
    bus.close();
    metrics.close();
    sqs.close();
    openSearch.close();
    dynamoDb.close();
  }
}
