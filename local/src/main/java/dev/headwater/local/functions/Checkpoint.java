package dev.headwater.local.functions;

import java.util.Map;

/**
 * How far the streams were settled when the local cloud was closed with nothing left in it.
 *
 * @param streams by function and mapping
 */
record Checkpoint(Map<String, StreamCheckpoint> streams) {
    static final Checkpoint NONE = new Checkpoint(Map.of());

    Checkpoint {
        streams = Map.copyOf(streams);
    }

    /** The positions, unless they are of another stream: the table was made anew then. */
    Map<String, String> positions(String mapping, String streamArn) {
        StreamCheckpoint stream = streams.get(mapping);
        return stream != null && stream.streamArn().equals(streamArn) ? stream.shards() : Map.of();
    }

    /** Of one stream: by shard, the last sequence number that was settled, or the end. */
    record StreamCheckpoint(String streamArn, Map<String, String> shards) {
        StreamCheckpoint {
            shards = Map.copyOf(shards);
        }
    }
}
