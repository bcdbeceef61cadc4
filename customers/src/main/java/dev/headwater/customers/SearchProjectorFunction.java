package dev.headwater.customers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.headwater.customers.customer.CustomerEventCodec;
import dev.headwater.customers.view.CustomerProjection;
import dev.headwater.dynamodb.DynamoDbEventLog;
import dev.headwater.eventbridge.FunctionMetrics;
import dev.headwater.eventbridge.QueueConsumer;
import dev.headwater.eventbridge.QueueConsumer.QueueUrls;
import dev.headwater.host.Host;
import dev.headwater.projection.Projector;
import dev.headwater.service.Settings;
import dev.headwater.service.functions.AwsClients;
import dev.headwater.service.functions.InvocationDeadline;
import dev.headwater.service.functions.SafeInvocation;
import dev.headwater.service.functions.SelfCreatingIndex;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** Projects events from its queue into the customers' search index. */
public final class SearchProjectorFunction implements RequestStreamHandler, AutoCloseable {
  /**
   * Covers what may follow the deadline: the rest of a log read (5 s), a save (7 s) that may begin
   * late ({@link SelfCreatingIndex#BUDGET}, 3 s), a call to the dead-letter queue (5 s), and 2 s
   * for making messages visible again. Loading views takes no longer than a save.
   */
  private static final int MARGIN_MILLIS = 22_000;

  /** How often to check for the index: longer than an invocation, so once in each. */
  private static final Duration CHECK_INTERVAL = Duration.ofMinutes(1);

  private final AwsClients clients;
  private final QueueConsumer consumer;

  public SearchProjectorFunction() {
    this(System.getenv());
  }

  public SearchProjectorFunction(Map<String, String> variables) {
    this(variables, CHECK_INTERVAL);
  }

  SearchProjectorFunction(Map<String, String> variables, Duration checkInterval) {
    Environment environment = new Environment(variables);
    String table = environment.required(Environment.COMMAND_TABLE);
    QueueUrls queues = environment.queueUrls();
    environment.required(Environment.SEARCH_ENDPOINT);
    clients = new AwsClients(new Settings(environment.variables()));
    var search =
        new CustomerSearch(
            Objects.requireNonNull(clients.openSearch(), Environment.SEARCH_ENDPOINT));
    var quick =
        new CustomerSearch(
            Objects.requireNonNull(clients.openSearchForChecks(), Environment.SEARCH_ENDPOINT));
    var codec = new CustomerEventCodec();
    var log = new DynamoDbEventLog<>(clients.dynamoDb(), table, codec);
    var projector =
        new Projector<>(
            CustomerProjection.SEARCH,
            codec,
            log,
            new SelfCreatingIndex<>(
                search.written(), quick.indices()::create, checkInterval, Host.system()),
            Host.system());
    consumer = new QueueConsumer(projector, clients.sqs(), queues, Host.system());
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    SafeInvocation.run(
        () ->
            consumer.handle(
                input,
                output,
                InvocationDeadline.of(context, MARGIN_MILLIS),
                new FunctionMetrics(context.getFunctionName(), context.getLogger()::log)));
  }

  /** For a host that outlives its functions; Lambda never calls this. */
  @Override
  public void close() {
    clients.close();
  }
}
