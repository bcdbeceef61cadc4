package dev.headwater.local.queues;

import org.apache.pekko.actor.AbstractActor;
import org.elasticmq.actor.queue.OperationSuccessful$;
import org.elasticmq.actor.queue.QueueEvent.MessageAdded;
import org.elasticmq.actor.queue.QueueEvent.MessageRemoved;
import org.elasticmq.actor.queue.QueueEvent.MessageUpdated;
import org.elasticmq.actor.queue.QueueEvent.QueueDeleted;

/**
 * Stores what happens to messages. ElasticMQ answers a request only when this has answered for each
 * message, so what a client learns is stored.
 */
final class QueueListener extends AbstractActor {
  private final MessageStore store;

  QueueListener(MessageStore store) {
    this.store = store;
  }

  @Override
  public Receive createReceive() {
    return receiveBuilder()
        .match(
            MessageAdded.class,
            event -> {
              if (store.isDurable(event.queueName())) {
                store.add(event.queueName(), StoredMessage.of(event.message()));
              }
              reply();
            })
        .match(
            MessageUpdated.class,
            event -> {
              if (store.isDurable(event.queueName())) {
                store.update(event.queueName(), StoredMessage.of(event.message()));
              }
              reply();
            })
        .match(
            MessageRemoved.class,
            event -> {
              store.removed(event.messageId());
              reply();
            })
        .match(QueueDeleted.class, event -> store.deleteAll(store.ids(event.queueName())))
        .matchAny(event -> {})
        .build();
  }

  private void reply() {
    getSender().tell(OperationSuccessful$.MODULE$, getSelf());
  }
}
