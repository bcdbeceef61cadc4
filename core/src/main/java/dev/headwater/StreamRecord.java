package dev.headwater;

/** A record of the events table's stream: a commit that was stored. */
public sealed interface StreamRecord {
    /** The record's place in its shard. */
    String sequenceNumber();

    /** The commit's key in the events table. */
    ItemKey key();

    /** A commit that can be read. */
    record Committed(String sequenceNumber, ItemKey key, Commit<EncodedEvent> commit)
            implements
                StreamRecord {}

    /** An item that is no commit: no retry would help. */
    record Malformed(String sequenceNumber, ItemKey key, String reason) implements StreamRecord {}

    /** A primary key of the events table, as stored. */
    record ItemKey(String partition, String sort) {}
}
