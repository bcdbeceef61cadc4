package dev.headwater.e2e;

import dev.headwater.local.Endpoints;
import dev.headwater.local.ground.LocalClients;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** SDK clients of a running service, as any program on the same machine makes them. */
final class ServiceClients {
  private ServiceClients() {}

  static DynamoDbClient dynamoDb(Endpoints endpoints) {
    return LocalClients.configured(DynamoDbClient.builder(), endpoints.dynamodb()).build();
  }

  static DynamoDbStreamsClient streams(Endpoints endpoints) {
    return LocalClients.configured(DynamoDbStreamsClient.builder(), endpoints.dynamodb()).build();
  }

  static SqsClient sqs(Endpoints endpoints) {
    return LocalClients.configured(SqsClient.builder(), endpoints.sqs()).build();
  }
}
