package dev.headwater.dynamodb;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/** An empty table whose transactions fail in given ways, and then succeed. */
final class CannedTransactions implements DynamoDbClient {
  /** The token of each transaction that was asked for. */
  final List<String> tokens = new ArrayList<>();

  private final Deque<DynamoDbException> failures = new ArrayDeque<>();

  /** Cancelled for these reasons, in the order of the items. */
  CannedTransactions cancel(CancellationReason... reasons) {
    return cancelAtAttempt(1, reasons);
  }

  /** As above, after attempts of the SDK that had another answer. */
  CannedTransactions cancelAtAttempt(int attempt, CancellationReason... reasons) {
    failures.add(
        (DynamoDbException)
            TransactionCanceledException.builder()
                .cancellationReasons(reasons)
                .statusCode(400)
                .numAttempts(attempt)
                .awsErrorDetails(code("TransactionCanceledException"))
                .build());
    return this;
  }

  CannedTransactions inProgress() {
    failures.add(
        (DynamoDbException)
            TransactionInProgressException.builder()
                .statusCode(400)
                .numAttempts(1)
                .awsErrorDetails(code("TransactionInProgressException"))
                .build());
    return this;
  }

  private static AwsErrorDetails code(String code) {
    return AwsErrorDetails.builder().errorCode(code).errorMessage("a secret").build();
  }

  static CancellationReason[] reasons(String... codes) {
    return Stream.of(codes)
        .map(code -> CancellationReason.builder().code(code).build())
        .toArray(CancellationReason[]::new);
  }

  static CancellationReason occupiedBy(Map<String, AttributeValue> item) {
    return CancellationReason.builder().code("ConditionalCheckFailed").item(item).build();
  }

  @Override
  public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
    tokens.add(request.clientRequestToken());
    if (!failures.isEmpty()) {
      throw failures.remove();
    }
    return TransactWriteItemsResponse.builder().build();
  }

  @Override
  public QueryResponse query(QueryRequest request) {
    return QueryResponse.builder().build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
