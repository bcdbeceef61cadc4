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
import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.customer.CustomerEventCodec;
import dev.headwater.customers.http.CommandApi;
import dev.headwater.customers.http.CustomerIds;
import dev.headwater.customers.http.RequestServer;
import dev.headwater.dynamodb.DynamoDbEventStore;

/** Takes commands, over HTTP or by direct invoke, and appends what follows from them. */
public final class CommandFunction implements RequestStreamHandler {
    private final RequestServer server;

    public CommandFunction() {
        this(System.getenv());
    }

    public CommandFunction(Map<String, String> variables) {
        Environment environment = new Environment(variables);
        var store = new DynamoDbEventStore<CustomerEvent>(new AwsClients(environment).dynamoDb(),
                environment.required(Environment.COMMAND_TABLE), new CustomerEventCodec());
        var handler = new CommandHandler<>(new CustomerDecider(), store, Host.system());
        server = new RequestServer(new CommandApi(handler, new CustomerIds(new SecureRandom())));
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        server.serve(input, output);
    }
}
