package dev.headwater.local.queues;

import dev.headwater.local.ground.LocalCloudException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.pattern.Patterns;
import org.elasticmq.StrictSQSLimits$;
import org.elasticmq.actor.QueueManagerActor;
import org.elasticmq.actor.queue.InternalMessage;
import org.elasticmq.msg.LookupQueue;
import org.elasticmq.msg.RestoreMessages;
import org.elasticmq.util.NowProvider;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.collection.immutable.List$;
import scala.jdk.javaapi.CollectionConverters;

/**
 * ElasticMQ's actors behind its routes.
 *
 * @param manager creates and finds queues
 */
record QueueActors(ActorRef manager) {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /**
   * @param store {@code null} if no message survives the process
   */
  static QueueActors start(ActorSystem actors, @Nullable MessageStore store) {
    Option<ActorRef> listener =
        store == null
            ? Option.empty()
            : Option.apply(
                actors.actorOf(Props.create(QueueListener.class, () -> new QueueListener(store))));
    return new QueueActors(
        actors.actorOf(
            Props.create(
                QueueManagerActor.class,
                () ->
                    new QueueManagerActor(new NowProvider(), StrictSQSLimits$.MODULE$, listener))));
  }

  /** Puts stored messages into an existing queue. */
  void restore(String queueName, List<StoredMessage> messages) {
    List<InternalMessage> restored = messages.stream().map(StoredMessage::toMessage).toList();
    var found = (Option<?>) ask(manager, new LookupQueue(queueName));
    ask(
        (ActorRef) found.get(),
        new RestoreMessages(List$.MODULE$.from(CollectionConverters.asScala(restored))));
  }

  private static Object ask(ActorRef actor, Object message) {
    try {
      return Patterns.ask(actor, message, TIMEOUT).toCompletableFuture().join();
    } catch (CompletionException e) {
      throw new LocalCloudException("ElasticMQ did not restore its messages: try again.", e);
    }
  }
}
