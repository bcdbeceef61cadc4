package dev.headwater.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * Takes the place of DynamoDB to learn what it is sent, so that the very same can be sent without
 * the product. Every write succeeds, and nothing is ever found: a handler goes on from its cache.
 */
final class WriteRecorder implements DynamoDbClient {
    private static final int MAX_REQUESTS = 1_000_000;

    private final LinkedBlockingQueue<PutItemRequest> puts = new LinkedBlockingQueue<>(
            MAX_REQUESTS);
    private final LinkedBlockingQueue<QueryRequest> queries = new LinkedBlockingQueue<>(
            MAX_REQUESTS);

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        puts.add(request);
        return PutItemResponse.builder().build();
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        queries.add(request);
        return QueryResponse.builder().items(List.of()).build();
    }

    /** The writes since this was asked last. */
    List<PutItemRequest> takePuts() {
        return take(puts);
    }

    /** The reads since this was asked last. */
    List<QueryRequest> takeQueries() {
        return take(queries);
    }

    private static <T> List<T> take(LinkedBlockingQueue<T> requests) {
        List<T> taken = new ArrayList<>();
        requests.drainTo(taken);
        return taken;
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
