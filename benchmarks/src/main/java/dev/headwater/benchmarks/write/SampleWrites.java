package dev.headwater.benchmarks.write;

import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.ground.LocalCredentials;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Conditional writes of small commits by the SDK alone, no key twice.
 *
 * @param prefix of the keys
 */
record SampleWrites(DynamoDbClient client, String table, String prefix) {
  private static final AttributeValue DATA = AttributeValue.fromS("x".repeat(200));

  /** A client that does not retry, so that failures show. */
  static DynamoDbClient client(URI endpoint, SdkHttpClient http) {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(Region.of(LocalArn.REGION))
        .credentialsProvider(LocalCredentials.PROVIDER)
        .httpClient(http)
        .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  void put(long number) {
    client.putItem(
        put ->
            put.tableName(table)
                .item(
                    Map.of(
                        "PK",
                        AttributeValue.fromS(prefix + "#" + number),
                        "SK",
                        AttributeValue.fromS("EVENT#0000000001"),
                        "data",
                        DATA))
                .conditionExpression("attribute_not_exists(PK)"));
  }
}
