package dev.headwater.local.queues;

import dev.headwater.local.http.HttpReply;
import dev.headwater.local.progress.OutstandingWork;
import dev.headwater.local.progress.StreamOrigin;

/**
 * Learns from requests and their replies which messages enter and leave the queues. A message
 * leaves when a client deletes it, that is, has handled it, or when it is stored ({@link
 * MessageStore}). Purged messages stay on the list.
 */
record TrackedMessages(OutstandingWork work) {
  /** Call before the reply is sent. */
  void answered(SqsRequest request, HttpReply reply) {
    if (reply.status() != 200) {
      return;
    }
    request.deletedIds().forEach(work::leave);
    boolean ofUnsettledRecords = request.call().header(StreamOrigin.HEADER).isPresent();
    request.sentIds(reply).forEach(id -> work.enter(id, ofUnsettledRecords));
  }
}
