package dev.headwater.local.queues;

import dev.headwater.local.http.HttpReply;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Passes requests on, and notes which messages they delete, purge or fail to store: ElasticMQ's
 * events do not say.
 */
record DurableMessages(MessageStore store) {
  /**
   * Answers a request.
   *
   * @param refusal the answer to a send whose messages could not be stored
   */
  HttpReply answer(SqsRequest request, Supplier<HttpReply> elasticMq, Supplier<HttpReply> refusal) {
    List<String> purged = request.purgedQueue().map(store::ids).orElse(List.of());
    Set<String> deleted = request.deletedIds();
    HttpReply reply = answer(elasticMq, deleted);
    if (reply.status() == 200) {
      store.deleteAll(purged);
    }
    return request.sentIds(reply).stream().anyMatch(store::isUnsaved) ? refusal.get() : reply;
  }

  private HttpReply answer(Supplier<HttpReply> elasticMq, Set<String> deleted) {
    store.deleting(deleted);
    try {
      return elasticMq.get();
    } finally {
      store.deleted(deleted);
    }
  }
}
