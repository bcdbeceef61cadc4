package dev.headwater.dynamodb.views;

import dev.headwater.dynamodb.internal.SdkFailures;
import dev.headwater.host.Deadline;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** The index that a list is read from, asked nothing more once the deadline has come. */
record ListSource(DynamoDbClient client, String tableName, ListIndex index, Deadline deadline) {
  QueryResponse query(QueryRequest.Builder query) {
    String action = "read a list in " + tableName;
    deadline.require(action);
    try {
      return client.query(query.tableName(tableName).indexName(index.name()).build());
    } catch (SdkException e) {
      throw SdkFailures.ofRead(action, e);
    }
  }
}
