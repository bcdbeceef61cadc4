package dev.headwater.benchmarks.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;

/**
 * Records what is sent to DynamoDB, so that the same requests can be sent without the product.
 * Every write succeeds and every query finds nothing, so a handler continues from its cache.
 * Look-ups by key read the real table.
 */
public final class WriteRecorder implements DynamoDbClient {
  private static final int MAX_REQUESTS = 1_000_000;

  private final DynamoDbClient real;
  private final LinkedBlockingQueue<PutItemRequest> puts = new LinkedBlockingQueue<>(MAX_REQUESTS);
  private final LinkedBlockingQueue<QueryRequest> queries = new LinkedBlockingQueue<>(MAX_REQUESTS);
  private final LinkedBlockingQueue<TransactWriteItemsRequest> transactions =
      new LinkedBlockingQueue<>(MAX_REQUESTS);
  private final LinkedBlockingQueue<BatchGetItemRequest> lookUps =
      new LinkedBlockingQueue<>(MAX_REQUESTS);

  public WriteRecorder(DynamoDbClient real) {
    this.real = real;
  }

  @Override
  public PutItemResponse putItem(PutItemRequest request) {
    puts.add(request);
    return PutItemResponse.builder().build();
  }

  @Override
  public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
    transactions.add(request);
    return TransactWriteItemsResponse.builder().build();
  }

  @Override
  public QueryResponse query(QueryRequest request) {
    queries.add(request);
    return QueryResponse.builder().items(List.of()).build();
  }

  @Override
  public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
    lookUps.add(request);
    return real.batchGetItem(request);
  }

  /** The writes since the last call. */
  public List<PutItemRequest> takePuts() {
    return take(puts);
  }

  /** The transactions since the last call. */
  public List<TransactWriteItemsRequest> takeTransactions() {
    return take(transactions);
  }

  /** The reads since the last call. */
  public List<QueryRequest> takeQueries() {
    return take(queries);
  }

  /** The look-ups by key since the last call. */
  public List<BatchGetItemRequest> takeLookUps() {
    return take(lookUps);
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
