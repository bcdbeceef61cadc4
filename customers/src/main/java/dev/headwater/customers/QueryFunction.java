package dev.headwater.customers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.headwater.customers.api.QueryApi;
import dev.headwater.customers.customer.CustomerEventCodec;
import dev.headwater.customers.view.CustomerViewFormat;
import dev.headwater.dynamodb.DynamoDbEventLog;
import dev.headwater.dynamodb.views.DynamoDbViewStore;
import dev.headwater.dynamodb.views.ViewTable;
import dev.headwater.dynamodb.views.ViewsTableCheck;
import dev.headwater.eventbridge.FunctionMetrics;
import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import dev.headwater.service.Settings;
import dev.headwater.service.functions.AwsClients;
import dev.headwater.service.functions.InvocationDeadline;
import dev.headwater.service.functions.SafeInvocation;
import dev.headwater.service.http.RequestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import org.opensearch.client.opensearch.OpenSearchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Answers queries, over HTTP or by direct invoke, from the views, the search index and the log. */
public final class QueryFunction implements RequestStreamHandler, AutoCloseable {
  /** Covers the call in progress at the deadline. */
  private static final int MARGIN_MILLIS = 6_000;

  private final AwsClients clients;
  private final RequestServer server;

  public QueryFunction() {
    this(System.getenv());
  }

  /**
   * @throws IllegalStateException when the environment or the views table is refused; the message
   *     says what to change
   * @throws UnavailableException when DynamoDB does not return the table's number of list shards
   */
  public QueryFunction(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    String table = environment.required(Environment.COMMAND_TABLE);
    ViewTable viewTable = environment.viewTable();
    var format = new CustomerViewFormat();
    clients = new AwsClients(new Settings(environment.variables()));
    DynamoDbClient dynamoDb = clients.dynamoDb();
    clients.closeOnFailure(
        () -> ViewsTableCheck.checkReader(dynamoDb, viewTable, format.keyName(), Host.system()));
    var views = new DynamoDbViewStore<>(dynamoDb, viewTable, format, Host.system());
    var log = new DynamoDbEventLog<>(dynamoDb, table, new CustomerEventCodec());
    OpenSearchClient openSearch = clients.openSearch();
    server =
        new RequestServer(
            new QueryApi(
                views, log, openSearch == null ? null : new CustomerSearch(openSearch).read()));
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    SafeInvocation.run(
        () ->
            server.serve(
                input,
                output,
                InvocationDeadline.of(context, MARGIN_MILLIS),
                new FunctionMetrics(context.getFunctionName(), context.getLogger()::log)
                    ::misconfigured));
  }

  /** For a host that outlives its functions; Lambda never calls this. */
  @Override
  public void close() {
    clients.close();
  }
}
