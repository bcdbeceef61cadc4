package dev.headwater.customers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.Map;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.headwater.CommandHandler;
import dev.headwater.Host;
import dev.headwater.customers.customer.CustomerDecider;
import dev.headwater.customers.customer.CustomerEventCodec;
import dev.headwater.customers.customer.CustomerStateCodec;
import dev.headwater.customers.http.CommandApi;
import dev.headwater.customers.http.CustomerIds;
import dev.headwater.customers.http.RequestServer;
import dev.headwater.dynamodb.ClaimKeys;
import dev.headwater.dynamodb.DynamoDbEventStore;
import dev.headwater.dynamodb.EventsTable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Takes commands, over HTTP or by direct invoke, and appends what follows from them. */
public final class CommandFunction implements RequestStreamHandler {
    private final RequestServer server;

    public CommandFunction() {
        this(System.getenv());
    }

    public CommandFunction(Map<String, String> variables) {
        Environment environment = new Environment(variables);
        DynamoDbClient dynamoDb = new AwsClients(environment).dynamoDb();
        String table = environment.required(Environment.COMMAND_TABLE);
        CustomerDecider decider = new CustomerDecider(environment.uniqueEmail());
        EventsTable.check(dynamoDb, table, decider.uniqueEmail());
        var store = new DynamoDbEventStore<>(dynamoDb, table, new CustomerEventCodec(),
                CustomerStateCodec.format(decider));
        var handler = new CommandHandler<>(decider,
                decider.uniqueEmail() ? store.withClaims(claimKeys(environment)) : store,
                Host.system());
        server = new RequestServer(new CommandApi(handler, new CustomerIds(new SecureRandom())));
    }

    private static ClaimKeys claimKeys(Environment environment) {
        return new ClaimKeys(environment.required(Environment.CLAIM_SECRET));
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        server.serve(input, output);
    }
}
