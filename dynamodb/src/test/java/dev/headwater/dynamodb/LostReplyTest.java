package dev.headwater.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import dev.headwater.CommandHandler;
import dev.headwater.CommandRequest;
import dev.headwater.EventStore.AppendResult.Conflict;
import dev.headwater.Outcome;
import dev.headwater.PublishingLimits;
import dev.headwater.dynamodb.views.DynamoDbViewStore;
import dev.headwater.dynamodb.views.ViewTable;
import dev.headwater.event.Commit;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventCodec;
import dev.headwater.event.StreamId;
import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore.Saved;
import dev.headwater.projection.ViewStore.ViewChange;
import dev.headwater.testkit.TextStateCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@ExtendWith(LocalTables.class)
class LostReplyTest {
  private final URI endpoint;
  private final StreamId stream = Commits.newStream();
  private final Commit<EncodedEvent> commit = Commits.at(stream, 1, Commits.written("a"));

  LostReplyTest(LocalDynamoDb local) {
    endpoint = local.endpoint();
  }

  @Test
  void an_append_that_the_sdk_repeats_is_answered_with_our_own_commit() {
    try (DynamoDbClient client = Clients.retrying(endpoint, new LossyHttpClient(1))) {
      DynamoDbEventStore<String, EncodedEvent> store = store(client);

      assertThat(store.append(commit)).isEqualTo(new Conflict<>(commit));
      assertThat(store.read(stream, 0, 10).commits()).containsExactly(commit);
    }
  }

  @Test
  void a_command_whose_reply_was_lost_takes_effect_once() {
    try (DynamoDbClient client = Clients.retrying(endpoint, new LossyHttpClient(1))) {
      var handler =
          new CommandHandler<>(
              new BadgeDecider(BadgeTable.NOT_UNIQUE), store(client), Host.system());

      assertThat(handler.handle(CommandRequest.of(stream, "a")))
          .isEqualTo(new Outcome.Committed<>(1, List.of(Commits.written("a"))));
      assertThat(store(client).read(stream, 0, 10).commits()).hasSize(1);
    }
  }

  @Test
  void without_an_answer_a_write_may_have_taken_effect_and_repeating_it_finds_out() {
    try (DynamoDbClient client = Clients.withoutRetries(endpoint, new LossyHttpClient(1))) {
      DynamoDbEventStore<String, EncodedEvent> store = store(client);

      assertUnavailable(store, true);
      assertThat(store.append(commit)).isEqualTo(new Conflict<>(commit));
    }
  }

  @Test
  void a_view_whose_reply_was_lost_is_saved() {
    String id = stream.id();
    var first = new VersionedView<>(2, new Note("a", "OPEN", 1));
    var second = new VersionedView<>(3, new Note("b", "OPEN", 2));
    try (DynamoDbClient client = Clients.retrying(endpoint, new LossyHttpClient(2))) {
      var store =
          new DynamoDbViewStore<>(
              client, new ViewTable(LocalTables.VIEWS, 4), new NoteFormat(), Host.system());

      assertThat(store.save(List.of(new ViewChange<>(id, 0, first)))).isEqualTo(Saved.ALL);
      assertThat(store.save(List.of(new ViewChange<>(id, 2, second)))).isEqualTo(Saved.ALL);
      assertThat(store.load(List.of(id))).isEqualTo(Map.of(id, second));
    }
  }

  @Test
  void a_refused_connection_wrote_nothing() throws IOException {
    URI unreachable;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      unreachable = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
    try (DynamoDbClient client = Clients.withoutRetries(unreachable, Apache5HttpClient.create())) {
      assertUnavailable(store(client), false);
    }
  }

  @Test
  void a_refused_write_wrote_nothing() throws IOException {
    onServer(
        400,
        "ProvisionedThroughputExceededException",
        answering -> {
          try (DynamoDbClient client =
              Clients.withoutRetries(answering, Apache5HttpClient.create())) {
            assertUnavailable(store(client), false);
          }
        });
  }

  @Test
  void a_fault_of_the_service_may_have_written() throws IOException {
    onServer(
        500,
        "InternalServerError",
        answering -> {
          try (DynamoDbClient client =
              Clients.withoutRetries(answering, Apache5HttpClient.create())) {
            assertUnavailable(store(client), true);
          }
        });
  }

  @Test
  void a_refusal_says_nothing_about_the_attempts_before_it() throws IOException {
    onServer(
        400,
        "ProvisionedThroughputExceededException",
        answering -> {
          try (DynamoDbClient client = Clients.retrying(answering, Apache5HttpClient.create())) {
            assertUnavailable(store(client), true);
          }
        });
  }

  private void assertUnavailable(
      DynamoDbEventStore<String, EncodedEvent> store, boolean mayHaveTakenEffect) {
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> store.append(commit))
        .withMessageContaining("did not append to " + stream)
        .satisfies(e -> assertThat(e.mayHaveTakenEffect()).isEqualTo(mayHaveTakenEffect));
  }

  private static DynamoDbEventStore<String, EncodedEvent> store(DynamoDbClient client) {
    return new DynamoDbEventStore<>(
        client,
        LocalTables.EVENTS,
        EventCodec.asStored(),
        TextStateCodec.FORMAT,
        PublishingLimits.NONE);
  }

  /** A DynamoDB that answers every request with an error. */
  private static void onServer(int status, String code, Consumer<URI> test) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] body =
        "{\"__type\":\"com.amazonaws.dynamodb.v20120810#%s\"}"
            .formatted(code)
            .getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      test.accept(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    } finally {
      server.stop(0);
    }
  }
}
