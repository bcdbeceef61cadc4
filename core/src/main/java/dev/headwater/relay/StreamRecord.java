package dev.headwater.relay;

import dev.headwater.event.Commit;
import dev.headwater.event.EncodedEvent;
import java.util.Map;

/** A record of the events table's stream: what happened to a commit's item. */
public sealed interface StreamRecord {
  /** The record's place in its shard. */
  String sequenceNumber();

  /** The key that the commit is stored under, by the names that the store gives its parts. */
  Map<String, String> key();

  /** A commit that can be read. */
  record Committed(String sequenceNumber, Map<String, String> key, Commit<EncodedEvent> commit)
      implements StreamRecord {}

  /** An item that is no commit: no retry would help. */
  record Malformed(String sequenceNumber, Map<String, String> key, String reason)
      implements StreamRecord {}

  /**
   * A commit's item that was overwritten or removed, which nothing of ours ever does. There is
   * nothing to publish: what the item held when it was stored is published already.
   *
   * @param change as the stream names it, {@code MODIFY} or {@code REMOVE}
   */
  record Altered(String sequenceNumber, Map<String, String> key, String change)
      implements StreamRecord {}
}
