package dev.headwater.local.queues;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.http.LoopbackPort;
import dev.headwater.local.http.LoopbackServer;
import dev.headwater.local.http.ServerOptions;
import dev.headwater.local.progress.OutstandingWork;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.scaladsl.model.HttpRequest;
import org.apache.pekko.http.scaladsl.model.HttpResponse;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.jspecify.annotations.Nullable;
import scala.concurrent.Await;
import scala.concurrent.Awaitable;

/** ElasticMQ with its own actor system, behind our HTTP server. */
record ElasticMq(ActorSystem actors, QueueActors queues, LoopbackServer server)
    implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

  /**
   * @param work tracks the messages in the queues
   * @param store {@code null} if no message survives the process
   */
  static ElasticMq start(LoopbackPort port, OutstandingWork work, @Nullable MessageStore store) {
    ActorSystem actors = null;
    try {
      actors = ActorSystem.create("elasticmq", quiet());
      QueueActors queues = QueueActors.start(actors, store);
      Materializer materializer = Materializer.createMaterializer(actors);
      var routes = routes(actors, queues, port.number());
      var service =
          new SqsService(
              request ->
                  Source.single((HttpRequest) request)
                      .via(routes)
                      .runWith(Sink.head(), materializer),
              materializer,
              work,
              store);
      return new ElasticMq(
          actors,
          queues,
          LoopbackServer.start(
              port, ServerOptions.limitedTo(SqsService.MAX_REQUEST_BYTES), service));
    } catch (TimeoutException | ReflectiveOperationException | RuntimeException | LinkageError e) {
      port.close();
      if (actors != null) {
        terminate(actors);
      }
      throw new LocalCloudException("ElasticMQ did not start: try again.", e);
    }
  }

  /** ElasticMQ believes that it owns the port, and uses it in queue URLs. */
  private static Flow<HttpRequest, HttpResponse, Object> routes(
      ActorSystem actors, QueueActors queues, int port)
      throws TimeoutException, ReflectiveOperationException {
    RouteCapture http =
        RouteCapture.in(actors, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    SQSRestServer started =
        SQSRestServerBuilder.withActorSystem(actors)
            .withQueueManagerActor(queues.manager())
            .withInterface(LoopbackServer.HOST)
            .withDynamicPort()
            .withAWSRegion(LocalArn.REGION)
            .withAWSAccountId(LocalArn.ACCOUNT)
            .start();
    await(started.startFuture(), START_TIMEOUT);
    return http.routes().join().asJava();
  }

  URI endpoint() {
    return server.uri();
  }

  /**
   * Stops within a bounded time even if connections are open: a client that is waiting for messages
   * keeps its connection for a moment and then loses it.
   */
  @Override
  public void close() {
    try {
      server.close();
    } finally {
      terminate(actors);
    }
  }

  private static void terminate(ActorSystem actors) {
    try {
      await(actors.terminate(), STOP_TIMEOUT);
    } catch (TimeoutException e) {
      throw new LocalCloudException("ElasticMQ did not stop: kill the process.", e);
    }
  }

  /**
   * Turns Pekko's log off, because it would quote requests; failures are answered with an error.
   */
  private static Config quiet() {
    return ConfigFactory.parseString(
            """
            pekko.daemonic = on
            pekko.loglevel = OFF
            pekko.stdout-loglevel = OFF
            pekko.log-dead-letters = off
            pekko.log-dead-letters-during-shutdown = off
            pekko.coordinated-shutdown.run-by-jvm-shutdown-hook = off
            """)
        .withFallback(ConfigFactory.load(ElasticMq.class.getClassLoader()));
  }

  private static <T> T await(Awaitable<T> future, Duration timeout) throws TimeoutException {
    try {
      return Await.result(
          future,
          scala.concurrent.duration.Duration.apply(timeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalCloudException("Interrupted while starting or stopping ElasticMQ.", e);
    }
  }
}
