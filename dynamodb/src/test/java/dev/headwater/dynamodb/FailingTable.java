package dev.headwater.dynamodb;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Answers with an error that quotes an item: every request, or the writes of one id alone. */
public final class FailingTable implements DynamoDbClient {
  /** The ids of the items that were put. */
  final Set<String> saved = ConcurrentHashMap.newKeySet();

  private RuntimeException failure = new IllegalStateException("No error was chosen");
  private @Nullable String onlyId;

  FailingTable fail(int status, String code) {
    failure =
        DynamoDbException.builder()
            .statusCode(status)
            .requestId("R-1")
            .message("a secret")
            .awsErrorDetails(
                AwsErrorDetails.builder().errorCode(code).errorMessage("a secret").build())
            .build();
    return this;
  }

  /** As IAM refuses. */
  public FailingTable denyingAccess() {
    return fail(400, "AccessDeniedException");
  }

  void fail(RuntimeException with) {
    failure = with;
  }

  void only(String id) {
    onlyId = id;
  }

  @Override
  public PutItemResponse putItem(PutItemRequest request) {
    String id = request.item().getOrDefault("id", AttributeValue.fromS("")).s();
    if (onlyId == null || onlyId.equals(id)) {
      throw failure;
    }
    saved.add(id);
    return PutItemResponse.builder().build();
  }

  @Override
  public QueryResponse query(QueryRequest request) {
    throw failure;
  }

  @Override
  public GetItemResponse getItem(GetItemRequest request) {
    throw failure;
  }

  @Override
  public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
    throw failure;
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
