package dev.headwater.dynamodb;

import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;

/** A client of a real table that lets a test do something in the middle. */
public final class WatchedTable implements DynamoDbClient {
  private final DynamoDbClient real;
  public volatile UnaryOperator<ScanResponse> scanned = page -> page;
  public volatile UnaryOperator<QueryResponse> queried = page -> page;
  public volatile Runnable beforeWrite = () -> {};
  public volatile Runnable beforeTransaction = () -> {};
  public volatile Runnable afterTransaction = () -> {};
  public volatile Runnable afterClaimsWereRead = () -> {};

  public WatchedTable(DynamoDbClient real) {
    this.real = real;
  }

  @Override
  public ScanResponse scan(ScanRequest request) {
    return scanned.apply(real.scan(request));
  }

  @Override
  public DescribeTableResponse describeTable(DescribeTableRequest request) {
    return real.describeTable(request);
  }

  @Override
  public QueryResponse query(QueryRequest request) {
    return queried.apply(real.query(request));
  }

  @Override
  public GetItemResponse getItem(GetItemRequest request) {
    return real.getItem(request);
  }

  @Override
  public PutItemResponse putItem(PutItemRequest request) {
    beforeWrite.run();
    return real.putItem(request);
  }

  @Override
  public DeleteItemResponse deleteItem(DeleteItemRequest request) {
    beforeWrite.run();
    return real.deleteItem(request);
  }

  @Override
  public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
    BatchGetItemResponse answer = real.batchGetItem(request);
    afterClaimsWereRead.run();
    return answer;
  }

  @Override
  public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
    beforeTransaction.run();
    TransactWriteItemsResponse answer = real.transactWriteItems(request);
    afterTransaction.run();
    return answer;
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
