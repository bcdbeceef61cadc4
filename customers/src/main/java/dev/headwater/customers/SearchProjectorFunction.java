package dev.headwater.customers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.headwater.Host;
import dev.headwater.Projector;
import dev.headwater.customers.customer.CustomerEventCodec;
import dev.headwater.customers.view.CustomerProjection;
import dev.headwater.dynamodb.DynamoDbEventLog;
import dev.headwater.eventbridge.FunctionMetrics;
import dev.headwater.eventbridge.QueueConsumer;
import dev.headwater.eventbridge.QueueConsumer.QueueUrls;

/** Folds events from its queue into the index that customers are searched in. */
public final class SearchProjectorFunction implements RequestStreamHandler, AutoCloseable {
    /** For a read and a save that are under way at the deadline, and for SQS. */
    private static final int MARGIN_MILLIS = 20_000;
    /** How often to look whether somebody has deleted the index. */
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

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
        clients = new AwsClients(environment);
        CustomerSearch search = new CustomerSearch(
                Objects.requireNonNull(clients.openSearch(), Environment.SEARCH_ENDPOINT));
        var codec = new CustomerEventCodec();
        var log = new DynamoDbEventLog<>(clients.dynamoDb(), table, codec);
        var projector = new Projector<>(new CustomerProjection("customer-search"), codec, log,
                new CreatedIndex<>(search.written(), search.indices()::create, checkInterval),
                Host.system());
        consumer = new QueueConsumer(projector, clients.sqs(), queues, Host.system());
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        SafeInvocation.run(() -> consumer.handle(input, output,
                InvocationDeadline.of(context, MARGIN_MILLIS),
                new FunctionMetrics(context.getFunctionName(), context.getLogger()::log)));
    }

    /** For a host that outlives its functions: on AWS nobody calls it. */
    @Override
    public void close() {
        clients.close();
    }
}
