package dev.headwater.dynamodb.internal;

import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
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
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;

/**
 * A client that says what its calls use.
 *
 * @param meter receives the capacity units of each call after it, and may wait
 */
public record MeteredClient(DynamoDbClient client, DoubleConsumer meter) implements DynamoDbClient {
  private static final ReturnConsumedCapacity TOTAL = ReturnConsumedCapacity.TOTAL;

  @Override
  public ScanResponse scan(ScanRequest request) {
    ScanResponse page = client.scan(request.toBuilder().returnConsumedCapacity(TOTAL).build());
    pay(page.consumedCapacity());
    return page;
  }

  @Override
  public QueryResponse query(QueryRequest request) {
    QueryResponse page = client.query(request.toBuilder().returnConsumedCapacity(TOTAL).build());
    pay(page.consumedCapacity());
    return page;
  }

  @Override
  public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
    BatchGetItemResponse items =
        client.batchGetItem(request.toBuilder().returnConsumedCapacity(TOTAL).build());
    items.consumedCapacity().forEach(this::pay);
    return items;
  }

  private void pay(@Nullable ConsumedCapacity consumed) {
    if (consumed != null && consumed.capacityUnits() != null) {
      meter.accept(consumed.capacityUnits());
    }
  }

  @Override
  public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
    TransactWriteItemsResponse written =
        client.transactWriteItems(request.toBuilder().returnConsumedCapacity(TOTAL).build());
    written.consumedCapacity().forEach(this::pay);
    return written;
  }

  @Override
  public PutItemResponse putItem(PutItemRequest request) {
    try {
      PutItemResponse put =
          client.putItem(request.toBuilder().returnConsumedCapacity(TOTAL).build());
      pay(put.consumedCapacity());
      return put;
    } catch (ConditionalCheckFailedException e) {
      meter.accept(1); // at least; DynamoDB does not say what a refused write has cost
      throw e;
    }
  }

  @Override
  public GetItemResponse getItem(GetItemRequest request) {
    GetItemResponse item =
        client.getItem(request.toBuilder().returnConsumedCapacity(TOTAL).build());
    pay(item.consumedCapacity());
    return item;
  }

  @Override
  public DeleteItemResponse deleteItem(DeleteItemRequest request) {
    DeleteItemResponse deleted =
        client.deleteItem(request.toBuilder().returnConsumedCapacity(TOTAL).build());
    pay(deleted.consumedCapacity());
    return deleted;
  }

  @Override
  public DescribeTableResponse describeTable(DescribeTableRequest request) {
    return client.describeTable(request);
  }

  @Override
  public String serviceName() {
    return client.serviceName();
  }

  @Override
  public void close() {
    client.close();
  }
}
