package dev.headwater.local.queues;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.event.LoggingAdapter;
import org.apache.pekko.http.scaladsl.ConnectionContext;
import org.apache.pekko.http.scaladsl.Http.HttpServerTerminated$;
import org.apache.pekko.http.scaladsl.Http.HttpTerminated;
import org.apache.pekko.http.scaladsl.Http.ServerBinding;
import org.apache.pekko.http.scaladsl.HttpExt;
import org.apache.pekko.http.scaladsl.ServerBuilder;
import org.apache.pekko.http.scaladsl.model.HttpRequest;
import org.apache.pekko.http.scaladsl.model.HttpResponse;
import org.apache.pekko.http.scaladsl.settings.ServerSettings;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.scaladsl.Flow;
import scala.concurrent.Future;
import scala.runtime.BoxedUnit;

/**
 * Captures the routes that ElasticMQ wants to serve, and pretends to listen at the address of our
 * own server.
 */
final class RouteCapture extends HttpExt {
  private final CompletableFuture<Flow<HttpRequest, HttpResponse, Object>> routes =
      new CompletableFuture<>();
  private final ClassicActorSystemProvider provider;
  private final InetSocketAddress address;

  /**
   * @param provider the system that this extension belongs to
   */
  RouteCapture(
      ExtendedActorSystem actors, ClassicActorSystemProvider provider, InetSocketAddress address) {
    super(actors.settings().config().getConfig("pekko.http"), actors);
    this.provider = provider;
    this.address = address;
  }

  /** Completes when ElasticMQ tries to listen. */
  CompletableFuture<Flow<HttpRequest, HttpResponse, Object>> routes() {
    return routes;
  }

  @Override
  public ServerBuilder newServerAt(String host, int port) {
    return ServerBuilder.apply(host, port, provider);
  }

  @Override
  public Future<ServerBinding> bindAndHandleImpl(
      Flow<HttpRequest, HttpResponse, Object> captured,
      String host,
      int port,
      ConnectionContext context,
      ServerSettings settings,
      LoggingAdapter log,
      Materializer materializer) {
    routes.complete(captured);
    Future<BoxedUnit> unbound = Future.successful(BoxedUnit.UNIT);
    Future<HttpTerminated> terminated = Future.successful(HttpServerTerminated$.MODULE$);
    return Future.successful(new ServerBinding(address, () -> unbound, withinGrace -> terminated));
  }
}
