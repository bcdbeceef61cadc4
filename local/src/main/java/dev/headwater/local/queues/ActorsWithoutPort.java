package dev.headwater.local.queues;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ActorPath;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorRefProvider;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ActorSystemImpl;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;
import org.apache.pekko.actor.ExtensionId;
import org.apache.pekko.actor.InternalActorRef;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.Scheduler;
import org.apache.pekko.actor.Terminated;
import org.apache.pekko.dispatch.Dispatchers;
import org.apache.pekko.dispatch.Mailboxes;
import org.apache.pekko.event.EventStream;
import org.apache.pekko.event.LoggingAdapter;
import org.apache.pekko.http.scaladsl.Http$;
import scala.Function0;
import scala.collection.Iterable;
import scala.concurrent.ExecutionContextExecutor;
import scala.concurrent.Future;

/**
 * Delegates to another actor system, but hands out {@link RouteCapture} in place of Pekko's HTTP
 * server. ElasticMQ's builder does not expose its routes; it would listen on a port of its own,
 * where any web page could delete a queue.
 */
final class ActorsWithoutPort extends ActorSystem {
  private final ExtendedActorSystem actors;
  private final RouteCapture http;

  ActorsWithoutPort(ActorSystem actors, InetSocketAddress address) {
    this.actors = (ExtendedActorSystem) actors;
    this.http = new RouteCapture(this.actors, this, address);
  }

  RouteCapture http() {
    return http;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T extends Extension> T registerExtension(ExtensionId<T> id) {
    return id.equals(Http$.MODULE$) ? (T) http : actors.registerExtension(id);
  }

  @Override
  public <T extends Extension> T extension(ExtensionId<T> id) {
    return registerExtension(id);
  }

  @Override
  public boolean hasExtension(ExtensionId<? extends Extension> id) {
    return actors.hasExtension(id);
  }

  @Override
  public ActorSystem classicSystem() {
    return this;
  }

  @Override
  public String name() {
    return actors.name();
  }

  @Override
  public Settings settings() {
    return actors.settings();
  }

  @Override
  public void logConfiguration() {
    actors.logConfiguration();
  }

  @Override
  public ActorPath $div(String name) {
    return actors.$div(name);
  }

  @Override
  public ActorPath $div(Iterable<String> names) {
    return actors.$div(names);
  }

  @Override
  public EventStream eventStream() {
    return actors.eventStream();
  }

  @Override
  public LoggingAdapter log() {
    return actors.log();
  }

  @Override
  public ActorRef deadLetters() {
    return actors.deadLetters();
  }

  @Override
  public Scheduler scheduler() {
    return actors.scheduler();
  }

  @Override
  public Dispatchers dispatchers() {
    return actors.dispatchers();
  }

  @Override
  public ExecutionContextExecutor dispatcher() {
    return actors.dispatcher();
  }

  @Override
  public Mailboxes mailboxes() {
    return actors.mailboxes();
  }

  @Override
  public <T> void registerOnTermination(Function0<T> code) {
    actors.registerOnTermination(code);
  }

  @Override
  public void registerOnTermination(Runnable code) {
    actors.registerOnTermination(code);
  }

  @Override
  public Future<Terminated> terminate() {
    return actors.terminate();
  }

  @Override
  public void close() {
    actors.terminate();
  }

  @Override
  public Future<Terminated> whenTerminated() {
    return actors.whenTerminated();
  }

  @Override
  public CompletionStage<Terminated> getWhenTerminated() {
    return actors.getWhenTerminated();
  }

  @Override
  public ActorSystemImpl systemImpl() {
    return actors.systemImpl();
  }

  @Override
  public ActorRefProvider provider() {
    return actors.provider();
  }

  @Override
  public InternalActorRef guardian() {
    return actors.guardian();
  }

  @Override
  public InternalActorRef lookupRoot() {
    return actors.lookupRoot();
  }

  @Override
  public ActorRef actorOf(Props props) {
    return actors.actorOf(props);
  }

  @Override
  public ActorRef actorOf(Props props, String name) {
    return actors.actorOf(props, name);
  }

  @Override
  public void stop(ActorRef actor) {
    actors.stop(actor);
  }
}
