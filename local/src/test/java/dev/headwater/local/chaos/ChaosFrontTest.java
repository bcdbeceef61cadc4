package dev.headwater.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.headwater.local.ground.CapturedLog;
import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.ground.LocalCredentials;
import dev.headwater.local.http.HttpReply;
import dev.headwater.local.http.LoopbackServer;
import dev.headwater.local.http.RawConnection;
import dev.headwater.local.http.RawConnection.Response;
import dev.headwater.local.http.ServerOptions;
import dev.headwater.local.queues.LocalSqs;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.local.template.QueueDeclaration;
import dev.headwater.local.template.TableDeclaration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.RequestThrottledException;

/** What ordinary clients see through a front, with retries switched off. */
class ChaosFrontTest {
  private static final String TABLE = "items";
  private static final String QUEUE = "work";

  private static LocalDynamoDb tables;
  private static LocalSqs queues;

  @BeforeAll
  static void start() {
    tables = LocalDynamoDb.start(null);
    queues = LocalSqs.start();
    tables.create(
        List.of(
            new TableDeclaration(
                "Items",
                TABLE,
                Map.of("id", "S"),
                new TableDeclaration.Key("id", null),
                List.of(),
                "NEW_IMAGE")));
    queues.create(
        List.of(
            new QueueDeclaration(
                QUEUE,
                QUEUE,
                Duration.ofSeconds(30),
                Duration.ofDays(4),
                Duration.ZERO,
                Duration.ZERO,
                null)));
  }

  @AfterAll
  static void stop() {
    tables.close();
    queues.close();
  }

  @Test
  void forwards_requests_that_no_fault_strikes() {
    try (var front = ChaosFront.ofDynamoDb(tables.endpoint(), chaos("drop=1"));
        var client = dynamoDb(front)) {
      put(client, "calm");

      assertThat(get(client, "calm")).containsKey("id");
      assertThatThrownBy(() -> client.getItem(r -> r.tableName("none").key(key("x"))))
          .isInstanceOf(AwsServiceException.class)
          .hasMessageContaining("non-existent table");
    }
  }

  @Test
  void throttles_only_data_operations_and_without_any_effect() {
    try (var front = ChaosFront.ofDynamoDb(tables.endpoint(), chaos("throttle=1"));
        var client = dynamoDb(front)) {
      assertThatThrownBy(() -> put(client, "throttled"))
          .isInstanceOf(ProvisionedThroughputExceededException.class)
          .extracting(thrown -> ((AwsServiceException) thrown).isThrottlingException())
          .isEqualTo(true);
      assertThatThrownBy(() -> get(client, "throttled"))
          .isInstanceOf(ProvisionedThroughputExceededException.class);

      assertThat(client.describeTable(r -> r.tableName(TABLE)).table()).isNotNull();
      assertThat(get(tables.client(), "throttled")).isEmpty();
    }
  }

  @Test
  void loses_replies_to_writes_but_not_their_effect() {
    try (var front = ChaosFront.ofDynamoDb(tables.endpoint(), chaos("lost-reply=1"));
        var client = dynamoDb(front)) {
      List<Class<?>> seen =
          List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10).stream()
              .<Class<?>>map(i -> catchThrowable(() -> put(client, "lost" + i)).getClass())
              .toList();

      assertThat(seen).contains(SdkClientException.class, InternalServerErrorException.class);
      assertThat(get(client, "lost1")).containsKey("id");
      assertThat(get(client, "lost10")).containsKey("id");
    }
  }

  @Test
  void does_not_lose_the_reply_to_a_failed_write() {
    try (var front = ChaosFront.ofDynamoDb(tables.endpoint(), chaos("lost-reply=1"));
        var client = dynamoDb(front)) {
      assertThatThrownBy(() -> client.putItem(r -> r.tableName("none").item(key("x"))))
          .hasMessageContaining("non-existent table");
    }
  }

  @Test
  void throttles_and_loses_replies_of_queues_too() {
    String url = queues.url(QUEUE);
    try (var front = ChaosFront.ofSqs(queues.endpoint(), chaos("throttle=1"));
        var client = sqs(front)) {
      assertThatThrownBy(() -> client.sendMessage(r -> r.queueUrl(url).messageBody("no")))
          .isInstanceOf(RequestThrottledException.class);
    }
    try (var front = ChaosFront.ofSqs(queues.endpoint(), chaos("lost-reply=1"));
        var client = sqs(front)) {
      assertThat(catchThrowable(() -> client.sendMessage(r -> r.queueUrl(url).messageBody("lost"))))
          .isNotNull();
    }
    assertThat(
            queues.client().receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(10)).messages())
        .singleElement()
        .satisfies(message -> assertThat(message.body()).isEqualTo("lost"));
  }

  @Test
  void a_path_that_looks_like_a_host_still_reaches_the_service() throws Exception {
    try (var service =
            LoopbackServer.start(
                ServerOptions.limitedTo(100),
                call -> HttpReply.of(200, "text/plain", call.rawPath()));
        var front = ChaosFront.ofDynamoDb(service.uri(), chaos("drop=1"));
        var connection = new RawConnection(front.uri().getPort())) {
      Response response = connection.head("GET //evil.invalid/x?a=1 HTTP/1.1").read();

      assertThat(response.status()).isEqualTo(200);
      assertThat(response.body()).isEqualTo("//evil.invalid/x");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /?a=|", "GET /?a={}", "GET /?a=%zz", "OPTIONS *"})
  void a_malformed_address_is_a_client_error(String line) throws Exception {
    try (var log = new CapturedLog(HttpReply.class);
        var front = ChaosFront.ofDynamoDb(tables.endpoint(), chaos("drop=1"));
        var connection = new RawConnection(front.uri().getPort())) {
      assertThat(connection.head(line + " HTTP/1.1").read().status()).isEqualTo(400);
      assertThat(log.lines()).isEmpty();
    }
  }

  private static Chaos chaos(String settings) {
    return new Chaos(ChaosSettings.parse("seed=7," + settings));
  }

  private static DynamoDbClient dynamoDb(ChaosFront front) {
    return configured(DynamoDbClient.builder(), front)
        .httpClientBuilder(Apache5HttpClient.builder())
        .build();
  }

  private static SqsClient sqs(ChaosFront front) {
    return configured(SqsClient.builder(), front)
        .httpClientBuilder(Apache5HttpClient.builder())
        .build();
  }

  private static <B extends AwsClientBuilder<B, ?>> B configured(B builder, ChaosFront front) {
    return builder
        .endpointOverride(front.uri())
        .region(Region.of(LocalArn.REGION))
        .credentialsProvider(LocalCredentials.PROVIDER)
        .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry()));
  }

  private static void put(DynamoDbClient client, String id) {
    client.putItem(r -> r.tableName(TABLE).item(key(id)));
  }

  private static Map<String, AttributeValue> get(DynamoDbClient client, String id) {
    return client.getItem(r -> r.tableName(TABLE).key(key(id))).item();
  }

  private static Map<String, AttributeValue> key(String id) {
    return Map.of("id", AttributeValue.fromS(id));
  }
}
