package dev.headwater.customers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.headwater.customers.customer.CustomerEventCodec;
import dev.headwater.customers.view.CustomerProjection;
import dev.headwater.customers.view.CustomerViewFormat;
import dev.headwater.dynamodb.DynamoDbEventLog;
import dev.headwater.dynamodb.views.DynamoDbViewStore;
import dev.headwater.dynamodb.views.ViewTable;
import dev.headwater.dynamodb.views.ViewsTableCheck;
import dev.headwater.eventbridge.FunctionMetrics;
import dev.headwater.eventbridge.QueueConsumer;
import dev.headwater.eventbridge.QueueConsumer.QueueUrls;
import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import dev.headwater.projection.Projector;
import dev.headwater.service.Settings;
import dev.headwater.service.functions.AwsClients;
import dev.headwater.service.functions.InvocationDeadline;
import dev.headwater.service.functions.SafeInvocation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Projects events from its queue into the customer view. */
public final class ViewProjectorFunction implements RequestStreamHandler, AutoCloseable {
  /** Covers the read and the save in progress at the deadline, and the calls to SQS. */
  private static final int MARGIN_MILLIS = 20_000;

  private final AwsClients clients;
  private final QueueConsumer consumer;

  public ViewProjectorFunction() {
    this(System.getenv());
  }

  /**
   * @throws IllegalStateException when the environment or the views table is refused; the message
   *     says what to change
   * @throws UnavailableException when DynamoDB does not return the table's number of list shards
   */
  public ViewProjectorFunction(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    String table = environment.required(Environment.COMMAND_TABLE);
    ViewTable viewTable = environment.viewTable();
    QueueUrls queues = environment.queueUrls();
    var format = new CustomerViewFormat();
    clients = new AwsClients(new Settings(environment.variables()));
    DynamoDbClient dynamoDb = clients.dynamoDb();
    clients.closeOnFailure(
        () -> ViewsTableCheck.checkWriter(dynamoDb, viewTable, format.keyName(), Host.system()));
    var codec = new CustomerEventCodec();
    var log = new DynamoDbEventLog<>(dynamoDb, table, codec);
    var views = new DynamoDbViewStore<>(dynamoDb, viewTable, format, Host.system());
    var projector = new Projector<>(CustomerProjection.VIEW, codec, log, views, Host.system());
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
