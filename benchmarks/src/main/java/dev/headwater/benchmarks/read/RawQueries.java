package dev.headwater.benchmarks.read;

import dev.headwater.benchmarks.harness.HttpPost;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The queries that a recorder saw from the function, sent by the SDK alone, all at once. */
record RawQueries(List<QueryRequest> queries) {
  static RawQueries of(List<HttpPost> recorded) {
    return new RawQueries(
        recorded.stream().map(post -> query(JsonMapper.shared().readTree(post.body()))).toList());
  }

  private static QueryRequest query(JsonNode json) {
    Map<String, AttributeValue> values = new HashMap<>();
    json.path("ExpressionAttributeValues")
        .properties()
        .forEach(
            value ->
                values.put(
                    value.getKey(),
                    AttributeValue.fromS(value.getValue().path("S").stringValue())));
    return QueryRequest.builder()
        .tableName(json.path("TableName").stringValue())
        .indexName(json.path("IndexName").stringValue())
        .keyConditionExpression(json.path("KeyConditionExpression").stringValue())
        .expressionAttributeValues(values)
        .scanIndexForward(json.path("ScanIndexForward").booleanValue())
        .limit(json.path("Limit").intValue())
        .build();
  }

  /** Sends the queries, and returns the number of items found. */
  int send(DynamoDbClient client, ExecutorService threads) throws IOException {
    try {
      int items = 0;
      for (Future<Integer> answer :
          threads.invokeAll(
              queries.stream()
                  .<Callable<Integer>>map(query -> () -> client.query(query).items().size())
                  .toList())) {
        items += answer.get();
      }
      return items;
    } catch (ExecutionException e) {
      throw new IOException("A query failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }
}
