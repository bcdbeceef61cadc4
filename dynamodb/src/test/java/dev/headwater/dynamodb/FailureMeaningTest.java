package dev.headwater.dynamodb;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.headwater.PublishingLimits;
import dev.headwater.event.Commit;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventCodec;
import dev.headwater.event.StreamId;
import dev.headwater.host.ConfigurationFault;
import dev.headwater.host.UnavailableException;
import dev.headwater.testkit.TextStateCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What a failure says: whether it may pass by itself, and whether the commit may be stored. */
class FailureMeaningTest {
  private final StreamId stream = Commits.newStream();
  private final Commit<EncodedEvent> commit = Commits.at(stream, 1, Commits.written("a"));
  private final CountDownLatch end = new CountDownLatch(1);
  private HttpHandler answer = HttpExchange::close;
  private final HttpServer server;

  FailureMeaningTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          answer.handle(exchange);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
  }

  @ParameterizedTest
  @CsvSource({
    // status, code, may pass, may have taken effect
    "400, ProvisionedThroughputExceededException, true, false",
    "400, ThrottlingException, true, false",
    "400, RequestLimitExceeded, true, false",
    "400, TransactionConflictException, true, false",
    "400, TransactionInProgressException, true, true",
    "400, ReplicatedWriteConflictException, true, false",
    "400, LimitExceededException, true, false",
    "400, RequestTimeTooSkewed, true, false",
    "408, RequestTimeout, true, false",
    "500, InternalServerError, true, true",
    "503, ServiceUnavailable, true, true",
    "400, AccessDeniedException, false, false",
    "400, UnrecognizedClientException, false, false",
    "400, ResourceNotFoundException, false, false",
    "400, ExpiredTokenException, false, false",
    "403, InvalidSignatureException, false, false",
    "400, MissingAuthenticationTokenException, false, false",
    "400, KMSAccessDeniedException, false, false",
    "400, KMSDisabledException, false, false",
    "400, IdempotentParameterMismatchException, false, false",
    "400, SomethingNew, false, false",
  })
  void an_error_of_the_service(
      int status, String code, boolean mayPass, boolean mayHaveTakenEffect) {
    answer = exchange -> send(exchange, status, "{\"__type\":\"%s\"}".formatted(code), 0);

    assertMeaning(client(), mayPass, mayHaveTakenEffect);
    try (DynamoDbClient client = client()) {
      assertThatExceptionOfType(UnavailableException.class)
          .isThrownBy(() -> store(client).readEnd(stream))
          .extracting(UnavailableException::configurationFault)
          .isEqualTo(mayPass ? null : new ConfigurationFault("DynamoDB", code));
    }
  }

  @Test
  void a_connection_that_is_lost_before_the_answer() {
    assertMeaning(client(), true, true);
  }

  @Test
  void an_answer_that_is_cut_short() {
    answer = exchange -> send(exchange, 200, "{\"Items\":[", 100);

    assertMeaning(client(), true, true);
  }

  @Test
  void an_answer_that_was_garbled_on_its_way() {
    answer =
        exchange -> {
          exchange.getResponseHeaders().set("x-amz-crc32", "1");
          send(exchange, 200, "{}", 0);
        };
    assertMeaning(client(), true, true);
  }

  @Test
  void no_answer_in_time() {
    answer = exchange -> awaitEnd();

    assertMeaning(
        Clients.impatient(endpoint(), config -> config.apiCallTimeout(Duration.ofMillis(200))),
        true,
        true);
    assertMeaning(
        Clients.impatient(
            endpoint(), config -> config.apiCallAttemptTimeout(Duration.ofMillis(200))),
        true,
        true);
  }

  @Test
  void nothing_listens() {
    server.stop(0);

    assertMeaning(client(), true, false);
  }

  @Test
  void there_are_no_credentials() {
    AwsCredentialsProvider none = SystemPropertyCredentialsProvider.create();

    assertMeaning(Clients.as(none, endpoint()), false, false);
    assertMeaning(Clients.as(AwsCredentialsProviderChain.of(none), endpoint()), false, false);
    try (DynamoDbClient client = Clients.as(none, endpoint())) {
      assertThatExceptionOfType(UnavailableException.class)
          .isThrownBy(() -> store(client).readEnd(stream))
          .extracting(UnavailableException::configurationFault)
          .isEqualTo(new ConfigurationFault("DynamoDB", "NoCredentials"));
    }
  }

  private void assertMeaning(DynamoDbClient client, boolean mayPass, boolean mayHaveTakenEffect) {
    try (client) {
      var store = store(client);
      assertMeaning(() -> store.append(commit), mayPass, mayHaveTakenEffect);
      assertMeaning(() -> store.readEnd(stream), mayPass, false);
      assertMeaning(() -> store.read(stream, 0, 1), mayPass, false);
    }
  }

  private static DynamoDbEventStore<String, EncodedEvent> store(DynamoDbClient client) {
    return new DynamoDbEventStore<>(
        client,
        LocalTables.EVENTS,
        EventCodec.asStored(),
        TextStateCodec.FORMAT,
        PublishingLimits.NONE);
  }

  private static void assertMeaning(
      ThrowingCallable call, boolean mayPass, boolean mayHaveTakenEffect) {
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(call)
        .matches(e -> e.mayPass() == mayPass, "may pass: " + mayPass)
        .matches(
            e -> e.mayHaveTakenEffect() == mayHaveTakenEffect,
            "may have taken effect: " + mayHaveTakenEffect);
  }

  private DynamoDbClient client() {
    return Clients.withoutRetries(endpoint(), Apache5HttpClient.create());
  }

  private URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Announces more bytes than it sends. */
  private static void send(HttpExchange exchange, int status, String body, int missing)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length + missing);
    exchange.getResponseBody().write(bytes);
  }

  private void awaitEnd() {
    try {
      if (!end.await(30, TimeUnit.SECONDS)) {
        throw new AssertionError("The test never ended");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
