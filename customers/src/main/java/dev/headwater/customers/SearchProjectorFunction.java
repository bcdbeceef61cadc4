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
import dev.headwater.opensearch.OpenSearchIndices;
import org.jspecify.annotations.Nullable;

/** Folds events from its queue into the index that customers are searched in. */
public final class SearchProjectorFunction implements RequestStreamHandler, AutoCloseable {
    /** For a read and a save that are under way at the deadline. */
    private static final int MARGIN_MILLIS = 15_000;
    /** How often to look whether somebody has deleted the index. */
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

    private final AwsClients clients;
    private final QueueConsumer consumer;
    private final OpenSearchIndices indices;
    private final Duration checkInterval;
    private volatile @Nullable Long checkedNanos;

    public SearchProjectorFunction() {
        this(System.getenv());
    }

    public SearchProjectorFunction(Map<String, String> variables) {
        this(variables, CHECK_INTERVAL);
    }

    SearchProjectorFunction(Map<String, String> variables, Duration checkInterval) {
        this.checkInterval = checkInterval;
        Environment environment = new Environment(variables);
        String table = environment.required(Environment.COMMAND_TABLE);
        String deadLetterQueueUrl = environment.required(Environment.DEAD_LETTER_QUEUE_URL);
        environment.required(Environment.SEARCH_ENDPOINT);
        clients = new AwsClients(environment);
        CustomerSearch search = new CustomerSearch(
                Objects.requireNonNull(clients.openSearch(), Environment.SEARCH_ENDPOINT));
        indices = search.indices();
        var codec = new CustomerEventCodec();
        var log = new DynamoDbEventLog<>(clients.dynamoDb(), table, codec);
        var projector = new Projector<>(new CustomerProjection("customer-search"), codec, log,
                search.written(), Host.system());
        consumer = new QueueConsumer(projector, clients.sqs(), deadLetterQueueUrl);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        SafeInvocation.run(() -> {
            makeSureOfIndex();
            consumer.handle(input, output, InvocationDeadline.of(context, MARGIN_MILLIS),
                    new FunctionMetrics(context.getFunctionName(), context.getLogger()::log));
        });
    }

    /** For a host that outlives its functions: on AWS nobody calls it. */
    @Override
    public void close() {
        clients.close();
    }

    /**
     * Not when the function starts: a snapshot of it may be older than the index. And not once for
     * all: nobody else makes a deleted index anew.
     */
    private void makeSureOfIndex() {
        long now = System.nanoTime();
        Long checked = checkedNanos;
        if (checked == null || now - checked >= checkInterval.toNanos()) {
            indices.create();
            checkedNanos = now;
        }
    }
}
