package dev.headwater.local.queues;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.ground.CapturedLog;
import dev.headwater.local.http.LoopbackServer;
import dev.headwater.local.http.RawConnection;
import dev.headwater.local.http.RawConnection.Response;
import dev.headwater.local.http.ServerOptions;
import dev.headwater.local.progress.OutstandingWork;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.Materializer;
import org.junit.jupiter.api.Test;

class SqsServiceTest {
  @Test
  void answers_a_failure_of_elasticmq_and_logs_it_without_its_message() throws Exception {
    ActorSystem actors = ActorSystem.create("failing");
    var service =
        new SqsService(
            request -> CompletableFuture.failedFuture(new IllegalStateException("ada")),
            Materializer.createMaterializer(actors),
            new OutstandingWork(),
            null);
    try (var log = new CapturedLog(SqsService.class);
        var server = LoopbackServer.start(ServerOptions.limitedTo(100), service);
        var connection = new RawConnection(server.port())) {
      Response response = connection.head("POST / HTTP/1.1", "Content-Length: 0").read();

      assertThat(response.status()).isEqualTo(500);
      assertThat(response.body()).contains("InternalFailure").doesNotContain("ada");
      assertThat(log.lines())
          .containsExactly("ElasticMQ failed to answer a request: java.lang.IllegalStateException");
    } finally {
      actors.terminate();
    }
  }
}
