package dev.headwater.relay;

import dev.headwater.event.Commit;
import dev.headwater.event.EncodedEvent;
import java.util.Map;

/** A record of the events table's stream: a change to a commit's item. */
public sealed interface StreamRecord {
  /** The record's position in its shard. */
  String sequenceNumber();

  /** The commit's key in the store, by attribute name. */
  Map<String, String> key();

  /** A readable commit, to be published. */
  record Committed(String sequenceNumber, Map<String, String> key, Commit<EncodedEvent> commit)
      implements StreamRecord {}

  /** An item that is not a commit. Retrying does not help. */
  record Malformed(String sequenceNumber, Map<String, String> key, String reason)
      implements StreamRecord {}

  /**
   * A commit that an import brought back, and that is not to be published: it was when it was first
   * stored.
   */
  record Skipped(String sequenceNumber, Map<String, String> key) implements StreamRecord {}

  /**
   * A commit's item that was overwritten or removed, which Headwater never does. There is nothing
   * to publish: the commit was relayed when it was stored.
   *
   * @param change as the stream names it, {@code MODIFY} or {@code REMOVE}
   */
  record Altered(String sequenceNumber, Map<String, String> key, String change)
      implements StreamRecord {}
}
