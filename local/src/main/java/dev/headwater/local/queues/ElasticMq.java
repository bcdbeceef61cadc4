package dev.headwater.local.queues;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.headwater.local.LocalArn;
import dev.headwater.local.LocalCloudException;
import dev.headwater.local.LoopbackServer;
import org.apache.pekko.actor.ActorSystem;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import scala.concurrent.Await;
import scala.concurrent.Awaitable;

/** The ElasticMQ server with an actor system of its own. */
final class ElasticMq implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private final ActorSystem actors;
    private final SQSRestServer server;
    private final URI endpoint;

    private ElasticMq(ActorSystem actors, SQSRestServer server, int port) {
        this.actors = actors;
        this.server = server;
        this.endpoint = URI.create("http://%s:%s".formatted(LoopbackServer.HOST, port));
    }

    static ElasticMq start() {
        ActorSystem actors = ActorSystem.create("elasticmq", quiet());
        SQSRestServer server = SQSRestServerBuilder.withActorSystem(actors)
                .withInterface(LoopbackServer.HOST)
                .withDynamicPort()
                .withAWSRegion(LocalArn.REGION)
                .withAWSAccountId(LocalArn.ACCOUNT)
                .start();
        try {
            int port = await(server.startFuture(), START_TIMEOUT).localAddress().getPort();
            return new ElasticMq(actors, server, port);
        } catch (TimeoutException | RuntimeException e) {
            actors.terminate();
            throw new LocalCloudException(
                    "ElasticMQ cannot listen on %s: allow local connections and start again."
                            .formatted(LoopbackServer.HOST),
                    e);
        }
    }

    URI endpoint() {
        return endpoint;
    }

    /**
     * Ends within both bounds, whatever connections are still open: a client that waits for
     * messages may go on for a moment, and then loses its connection with the actors.
     */
    @Override
    public void close() {
        try {
            completes(server.stopAndGetFuture().apply(), GRACE);
        } finally {
            terminate();
        }
    }

    private void terminate() {
        if (!completes(actors.terminate(), STOP_TIMEOUT)) {
            throw new LocalCloudException("ElasticMQ did not stop: end the process.");
        }
    }

    /** Whatever fails here is answered with an error; the log would quote the request. */
    private static Config quiet() {
        return ConfigFactory.parseString("""
                pekko.daemonic = on
                pekko.loglevel = OFF
                pekko.stdout-loglevel = OFF
                pekko.log-dead-letters = off
                pekko.log-dead-letters-during-shutdown = off
                pekko.coordinated-shutdown.run-by-jvm-shutdown-hook = off
                pekko.http.server.termination-deadline-exceeded-response.status = 503
                """).withFallback(ConfigFactory.load(ElasticMq.class.getClassLoader()));
    }

    private static boolean completes(Awaitable<?> future, Duration timeout) {
        try {
            await(future, timeout);
            return true;
        } catch (TimeoutException tooLate) {
            return false;
        }
    }

    private static <T> T await(Awaitable<T> future, Duration timeout) throws TimeoutException {
        try {
            return Await.result(future, scala.concurrent.duration.Duration
                    .apply(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalCloudException("Interrupted while ElasticMQ started or stopped.", e);
        }
    }
}
