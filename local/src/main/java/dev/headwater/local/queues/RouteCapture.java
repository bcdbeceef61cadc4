package dev.headwater.local.queues;

import java.lang.reflect.Field;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ActorSystemImpl;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.ExtensionId;
import org.apache.pekko.event.LoggingAdapter;
import org.apache.pekko.http.scaladsl.ConnectionContext;
import org.apache.pekko.http.scaladsl.Http$;
import org.apache.pekko.http.scaladsl.Http.HttpServerTerminated$;
import org.apache.pekko.http.scaladsl.Http.HttpTerminated;
import org.apache.pekko.http.scaladsl.Http.ServerBinding;
import org.apache.pekko.http.scaladsl.HttpExt;
import org.apache.pekko.http.scaladsl.model.HttpRequest;
import org.apache.pekko.http.scaladsl.model.HttpResponse;
import org.apache.pekko.http.scaladsl.settings.ServerSettings;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.scaladsl.Flow;
import scala.concurrent.Future;
import scala.runtime.BoxedUnit;

/**
 * Captures the routes that ElasticMQ wants to serve, and pretends to listen at the address of our
 * own server. ElasticMQ's builder does not expose its routes; it would listen on a port of its own,
 * where any web page could delete a queue.
 */
final class RouteCapture extends HttpExt {
  private final CompletableFuture<Flow<HttpRequest, HttpResponse, Object>> routes =
      new CompletableFuture<>();
  private final InetSocketAddress address;

  private RouteCapture(ExtendedActorSystem actors, InetSocketAddress address) {
    super(actors.settings().config().getConfig("pekko.http"), actors);
    this.address = address;
  }

  /**
   * Takes the place of Pekko's HTTP server, which the actor system has not used yet. Pekko keeps
   * its extensions in a private field, and offers no other way to replace one.
   */
  @SuppressWarnings("unchecked")
  static RouteCapture in(ActorSystem actors, InetSocketAddress address)
      throws ReflectiveOperationException {
    var capture = new RouteCapture((ExtendedActorSystem) actors, address);
    Field extensions = ActorSystemImpl.class.getDeclaredField("extensions");
    extensions.setAccessible(true);
    ((Map<ExtensionId<?>, Object>) extensions.get(actors)).put(Http$.MODULE$, capture);
    return capture;
  }

  /** Completes when ElasticMQ tries to listen. */
  CompletableFuture<Flow<HttpRequest, HttpResponse, Object>> routes() {
    return routes;
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
