package dev.headwater.local.mappings;

import static dev.headwater.local.mappings.TestCloud.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.chaos.Chaos;
import dev.headwater.local.ground.StopSignal;
import dev.headwater.local.queues.LocalSqs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;
import software.amazon.dynamodb.services.local.shared.access.AmazonDynamoDBLocal;

/** Shards that end and have children, which only the embedded DynamoDB Local produces on demand. */
class ShardSplitTest {
  @Test
  void reads_a_child_shard_after_its_parent() {
    boolean disableTelemetry = true;
    AmazonDynamoDBLocal database = DynamoDBEmbedded.create(disableTelemetry);
    StopSignal stop = new StopSignal();
    PollerThreads threads = new PollerThreads();
    try (LocalSqs queues = LocalSqs.start()) {
      DynamoDbClient client = database.dynamoDbClient();
      String streamArn = createTable(client);
      RecordingFunction function = new RecordingFunction();
      StreamPoller poller = poller(database, streamArn, function, queues, stop, threads);
      put(client, "a");
      poller.start(ShardIteratorType.TRIM_HORIZON);
      eventually().until(() -> flat(function).contains("a"));

      database.triggerShardRollovers();
      put(client, "b");
      database.triggerShardRollovers();
      put(client, "c");

      eventually().until(() -> flat(function).contains("c"));
      assertThat(flat(function)).containsExactly("a", "b", "c");
      eventually()
          .until(
              () ->
                  poller.positions().asMap().values().stream().filter("END"::equals).count() == 2);
    } finally {
      stop.request();
      assertThat(threads.awaitEnd(Duration.ofSeconds(5))).isTrue();
      database.shutdown();
    }
  }

  private static StreamPoller poller(
      AmazonDynamoDBLocal database,
      String streamArn,
      RecordingFunction function,
      LocalSqs queues,
      StopSignal stop,
      PollerThreads threads) {
    var mapping = new Mappings().stream();
    FailureDestination discarded = new FailureDestination("fn", streamArn, null, queues, stop);
    StreamDelivery delivery =
        new StreamDelivery(mapping, "fn", function, Chaos.NONE, discarded, stop, age -> {});
    return new StreamPoller(
        new StreamSource(
            mapping,
            database.dynamoDbStreamsClient(),
            streamArn,
            EventFilter.of("Stream", List.of()),
            new ParallelBatches(mapping, delivery),
            new StreamPositions(Map.of())),
        stop,
        threads);
  }

  private static String createTable(DynamoDbClient client) {
    return client
        .createTable(
            r ->
                r.tableName(TestCloud.TABLE)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .keySchema(
                        KeySchemaElement.builder()
                            .attributeName("id")
                            .keyType(KeyType.HASH)
                            .build())
                    .attributeDefinitions(
                        AttributeDefinition.builder()
                            .attributeName("id")
                            .attributeType(ScalarAttributeType.S)
                            .build())
                    .streamSpecification(
                        s -> s.streamEnabled(true).streamViewType(StreamViewType.NEW_IMAGE)))
        .tableDescription()
        .latestStreamArn();
  }

  private static void put(DynamoDbClient client, String id) {
    client.putItem(r -> r.tableName(TestCloud.TABLE).item(Map.of("id", AttributeValue.fromS(id))));
  }

  private static List<String> flat(RecordingFunction function) {
    return function.ids().stream().flatMap(List::stream).toList();
  }
}
