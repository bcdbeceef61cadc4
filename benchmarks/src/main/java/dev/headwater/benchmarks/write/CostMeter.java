package dev.headwater.benchmarks.write;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.DoubleAdder;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Meters everything that commands send: HTTP requests, including retries, and units, as DynamoDB
 * reports them or, where DynamoDB Local does not, by {@linkplain ChargedUnits AWS's rules}.
 */
final class CostMeter implements ExecutionInterceptor {
  private final AtomicInteger requests = new AtomicInteger();
  private final DoubleAdder readUnits = new DoubleAdder();
  private final DoubleAdder writeUnits = new DoubleAdder();

  /** The cost since the last call. */
  Cost take() {
    return new Cost(requests.getAndSet(0), readUnits.sumThenReset(), writeUnits.sumThenReset());
  }

  @Override
  public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
    return switch (context.request()) {
      case QueryRequest query ->
          query.toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build();
      case PutItemRequest put ->
          put.toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build();
      case TransactWriteItemsRequest transaction -> transaction;
      default ->
          throw new IllegalStateException(
              "There is no meter for a " + context.request().getClass().getSimpleName());
    };
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    requests.incrementAndGet();
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    switch (context.response()) {
      case QueryResponse answer ->
          readUnits.add(
              ChargedUnits.ofQuery(
                  reported(answer.consumedCapacity()),
                  Boolean.TRUE.equals(((QueryRequest) context.request()).consistentRead())));
      case PutItemResponse answer -> writeUnits.add(reported(answer.consumedCapacity()));
      case TransactWriteItemsResponse _ ->
          writeUnits.add(ChargedUnits.ofTransaction((TransactWriteItemsRequest) context.request()));
      default -> throw new IllegalStateException("There is no meter for this answer");
    }
  }

  /** A failed condition is charged like the write. */
  @Override
  public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
    if (context.exception() instanceof ConditionalCheckFailedException
        && context.request() instanceof PutItemRequest put) {
      writeUnits.add(ChargedUnits.ofWrite(put.item()));
    }
    if (context.exception() instanceof TransactionCanceledException
        && context.request() instanceof TransactWriteItemsRequest transaction) {
      writeUnits.add(ChargedUnits.ofTransaction(transaction));
    }
  }

  private static double reported(@Nullable ConsumedCapacity consumed) {
    if (consumed == null) {
      throw new IllegalStateException("DynamoDB reported no units");
    }
    return consumed.capacityUnits();
  }
}
