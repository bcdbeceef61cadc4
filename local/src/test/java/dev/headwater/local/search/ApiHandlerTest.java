package dev.headwater.local.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.ground.CapturedLog;
import dev.headwater.local.http.HttpRoutes;
import dev.headwater.local.http.LoopbackServer;
import dev.headwater.local.http.ServerOptions;
import dev.headwater.local.search.SearchClient.Reply;
import dev.headwater.local.search.index.SearchException;
import java.net.http.HttpClient;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.store.AlreadyClosedException;
import org.junit.jupiter.api.Test;

class ApiHandlerTest {
  private final AtomicInteger calls = new AtomicInteger();

  private static Reply reply(ApiOperation operation) {
    HttpRoutes routes = new HttpRoutes().add("GET", "/", new ApiHandler(Set.of(), operation));
    try (var server =
            LoopbackServer.start(
                ServerOptions.limitedTo(ApiHandler.MAX_BODY_BYTES),
                call -> routes.answer(call).orElseThrow());
        var client = new SearchClient(HttpClient.newHttpClient(), server.uri())) {
      return client.get("/");
    }
  }

  @Test
  void names_an_index_that_is_deleted_during_a_request() {
    Reply reply =
        reply(
            request -> {
              if (calls.incrementAndGet() == 1) {
                throw new AlreadyClosedException("this ReferenceManager is closed");
              }
              throw SearchException.noSuchIndex("people");
            });
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.reason()).isEqualTo("no such index [people]");
  }

  @Test
  void logs_an_index_that_stays_closed_as_a_failure() {
    try (var log = new CapturedLog(ApiHandler.class)) {
      Reply reply =
          reply(
              request -> {
                calls.incrementAndGet();
                throw new AlreadyClosedException("this IndexWriter is closed");
              });
      assertThat(reply.status()).isEqualTo(500);
      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("The search index failed: check whether its disk is full");
    }
    assertThat(calls).hasValue(2);
  }
}
