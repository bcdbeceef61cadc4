package dev.headwater.service.functions.internal.priming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.opensearch.OpenSearchConnection;
import dev.headwater.service.functions.internal.priming.PrimingHttpClient.Observed;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensearch.client.opensearch.OpenSearchClient;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** That no write leaves the process, with the SDK's own clients. */
class PrimingHttpClientTest {
  private static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret"));
  private static final Map<String, AttributeValue> KEY =
      Map.of("PK", AttributeValue.fromS("A#1"), "SK", AttributeValue.fromS("EVENT#0000000001"));

  private final SentRequests network = new SentRequests();
  private final List<Observed> observed = new ArrayList<>();
  private final SampleStore store = new SampleStore();
  private final PrimingHttpClient http = new PrimingHttpClient(network, store, observed::add);
  private final DynamoDbClient dynamoDb =
      DynamoDbClient.builder()
          .httpClient(http)
          .region(Region.US_EAST_1)
          .credentialsProvider(CREDENTIALS)
          .build();
  private final SqsClient sqs =
      SqsClient.builder()
          .httpClient(http)
          .region(Region.US_EAST_1)
          .credentialsProvider(CREDENTIALS)
          .build();
  private final OpenSearchClient openSearch =
      new OpenSearchConnection(
              URI.create("https://search.example.com"), Region.US_EAST_1, CREDENTIALS, http)
          .client();

  static List<Consumer<DynamoDbClient>> writes() {
    return List.of(
        client -> client.putItem(put -> put.tableName("t").item(KEY)),
        client -> client.deleteItem(delete -> delete.tableName("t").key(KEY)),
        client -> client.updateItem(update -> update.tableName("t").key(KEY)),
        client ->
            client.transactWriteItems(
                write ->
                    write.transactItems(
                        List.of(
                            TransactWriteItem.builder()
                                .put(put -> put.tableName("t").item(KEY))
                                .build()))));
  }

  @ParameterizedTest
  @MethodSource("writes")
  void answers_writes_to_tables(Consumer<DynamoDbClient> write) {
    write.accept(dynamoDb);

    assertThat(network.sent()).isEmpty();
    assertThat(observed).hasSize(1).noneMatch(Observed::isSent);
  }

  @Test
  void answers_each_event_that_is_published() {
    try (var bus =
        EventBridgeClient.builder()
            .httpClient(http)
            .region(Region.US_EAST_1)
            .credentialsProvider(CREDENTIALS)
            .build()) {
      var entry = PutEventsRequestEntry.builder().source("s").detailType("d").detail("{}").build();

      assertThat(bus.putEvents(put -> put.entries(entry, entry)).entries())
          .hasSize(2)
          .extracting(PutEventsResultEntry::errorCode)
          .containsOnlyNulls();
    }
    assertThat(network.sent()).isEmpty();
  }

  @Test
  void answers_messages_with_their_digests() {
    var entry = SendMessageBatchRequestEntry.builder().id("1").messageBody("hello").build();

    assertThat(sqs.sendMessageBatch(send -> send.queueUrl("https://q").entries(entry)).successful())
        .hasSize(1);
    assertThat(
            sqs.deleteMessageBatch(
                    delete ->
                        delete
                            .queueUrl("https://q")
                            .entries(
                                List.of(
                                    DeleteMessageBatchRequestEntry.builder()
                                        .id("2")
                                        .receiptHandle("r")
                                        .build())))
                .successful())
        .hasSize(1);
    assertThat(network.sent()).isEmpty();
  }

  @Test
  void answers_documents_and_changes_of_an_index() throws Exception {
    var bulk =
        openSearch.bulk(
            request ->
                request
                    .index("i")
                    .operations(
                        operation ->
                            operation.index(
                                index -> index.id("1").document(Map.of("name", "Ada")))));

    assertThat(bulk.errors()).isFalse();
    assertThat(bulk.items())
        .singleElement()
        .satisfies(item -> assertThat(item.status()).isEqualTo(201));
    assertThat(openSearch.indices().create(create -> create.index("i")).acknowledged()).isTrue();
    assertThat(openSearch.indices().putMapping(put -> put.index("i")).acknowledged()).isTrue();
    assertThat(
            openSearch
                .indices()
                .updateAliases(
                    update ->
                        update.actions(action -> action.add(add -> add.index("i").alias("a"))))
                .acknowledged())
        .isTrue();
    assertThat(network.sent()).isEmpty();
  }

  static List<Consumer<PrimingHttpClientTest>> others() {
    return List.of(
        test -> test.dynamoDb.deleteTable(delete -> delete.tableName("t")),
        test -> test.dynamoDb.batchWriteItem(write -> write.requestItems(Map.of())),
        test -> test.sqs.purgeQueue(purge -> purge.queueUrl("https://q")),
        test -> test.sqs.receiveMessage(receive -> receive.queueUrl("https://q")),
        test -> test.sqs.sendMessage(send -> send.queueUrl("https://q").messageBody("b")));
  }

  @ParameterizedTest
  @MethodSource("others")
  void refuses_what_it_does_not_know(Consumer<PrimingHttpClientTest> call) {
    assertThatThrownBy(() -> call.accept(this)).isInstanceOf(SdkClientException.class);
    assertThat(network.sent()).isEmpty();
    assertThat(observed).isEmpty();
  }

  @Test
  void refuses_to_delete_an_index_or_a_document() {
    assertThatThrownBy(() -> openSearch.indices().delete(delete -> delete.index("i")))
        .isInstanceOf(SdkClientException.class);
    assertThatThrownBy(() -> openSearch.delete(delete -> delete.index("i").id("1")))
        .isInstanceOf(SdkClientException.class);
    assertThat(network.sent()).isEmpty();
  }

  @Test
  void sends_reads() throws Exception {
    dynamoDb.getItem(get -> get.tableName("t").key(KEY));
    dynamoDb.scan(scan -> scan.tableName("t"));
    sqs.getQueueAttributes(get -> get.queueUrl("https://q"));
    assertThat(openSearch.indices().exists(exists -> exists.index("i")).value()).isTrue();

    assertThat(network.sent()).hasSize(4);
    assertThat(observed).hasSize(4).allMatch(Observed::isSent);
  }

  @Test
  void a_read_of_what_was_written_is_sent_and_finds_it() {
    dynamoDb.putItem(
        put -> put.tableName("t").item(KEY).conditionExpression("attribute_not_exists(PK)"));

    assertThat(dynamoDb.getItem(get -> get.tableName("t").key(KEY)).item()).isEqualTo(KEY);
    assertThat(dynamoDb.getItem(get -> get.tableName("other").key(KEY)).hasItem()).isFalse();
    assertThat(query("A#1", "EVENT#0000000001")).isEqualTo(1);
    assertThat(query("A#1", "EVENT#0000000002")).isZero();
    assertThat(query("A#2", "EVENT#0000000001")).isZero();
    assertThat(network.sent()).hasSize(5);
  }

  @Test
  void a_cleared_store_answers_nothing() {
    dynamoDb.putItem(
        put -> put.tableName("t").item(KEY).conditionExpression("attribute_not_exists(PK)"));

    store.clear();

    assertThat(dynamoDb.getItem(get -> get.tableName("t").key(KEY)).hasItem()).isFalse();
  }

  private int query(String stream, String from) {
    return dynamoDb
        .query(
            query ->
                query
                    .tableName("t")
                    .keyConditionExpression("PK = :stream AND SK BETWEEN :first AND :last")
                    .expressionAttributeValues(
                        Map.of(
                            ":stream", AttributeValue.fromS(stream),
                            ":first", AttributeValue.fromS(from),
                            ":last", AttributeValue.fromS("EVENT#9999999999"))))
        .items()
        .size();
  }
}
