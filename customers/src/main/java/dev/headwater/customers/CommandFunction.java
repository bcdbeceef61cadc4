package dev.headwater.customers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.headwater.CommandHandler;
import dev.headwater.customers.api.CommandApi;
import dev.headwater.customers.api.CustomerIds;
import dev.headwater.customers.customer.CustomerDecider;
import dev.headwater.customers.customer.CustomerEventCodec;
import dev.headwater.customers.customer.CustomerStateCodec;
import dev.headwater.dynamodb.ClaimsTableCheck;
import dev.headwater.dynamodb.DynamoDbEventStore;
import dev.headwater.dynamodb.EventsTableCheck;
import dev.headwater.eventbridge.EventBridgeLimits;
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
import java.security.SecureRandom;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Handles commands, over HTTP or by direct invoke, and appends the resulting events. */
public final class CommandFunction implements RequestStreamHandler, AutoCloseable {
  /** Covers a read and a write that begin just before the deadline, and the answer. */
  private static final int MARGIN_MILLIS = 5_000;

  private final AwsClients clients;
  private final RequestServer server;

  public CommandFunction() {
    this(System.getenv());
  }

  /**
   * @throws IllegalStateException if the service's guarantees would not hold with this environment
   *     or these tables; the message says what to change
   * @throws UnavailableException if DynamoDB does not answer about the claims table
   */
  public CommandFunction(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    String table = environment.required(Environment.COMMAND_TABLE);
    CustomerDecider decider = new CustomerDecider(environment.uniqueEmail());
    String claimsTable =
        decider.uniqueEmail()
            ? environment.required(Environment.CLAIMS_TABLE)
            : environment.get(Environment.CLAIMS_TABLE);
    clients = new AwsClients(new Settings(environment.variables()));
    clients.closeOnFailure(() -> checkTables(table, claimsTable, decider.uniqueEmail()));
    var store =
        new DynamoDbEventStore<>(
            clients.dynamoDbWithoutRetries(),
            table,
            new CustomerEventCodec(),
            CustomerStateCodec.format(decider),
            EventBridgeLimits.DOCUMENTED);
    var handler =
        new CommandHandler<>(
            decider,
            decider.uniqueEmail() && claimsTable != null ? store.withClaims(claimsTable) : store,
            Host.system());
    server = new RequestServer(new CommandApi(handler, new CustomerIds(new SecureRandom())));
  }

  private void checkTables(String events, @Nullable String claims, boolean withClaims) {
    EventsTableCheck.check(clients.dynamoDb(), events, withClaims);
    if (claims == null) {
      return;
    }
    if (withClaims) {
      ClaimsTableCheck.check(clients.dynamoDb(), events, claims, Host.system());
    } else {
      ClaimsTableCheck.switchOff(clients.dynamoDb(), claims, Host.system());
    }
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
