package dev.headwater.local.progress;

import java.util.Map;

/**
 * How far streams are settled.
 *
 * @param streams by function and mapping
 */
public record Checkpoint(Map<String, StreamCheckpoint> streams) {
  public static final Checkpoint NONE = new Checkpoint(Map.of());

  public Checkpoint {
    streams = Map.copyOf(streams);
  }

  /** The positions, unless they are of another stream: the table was made anew then. */
  public Map<String, String> positions(String mapping, String streamArn) {
    StreamCheckpoint stream = streams.get(mapping);
    return stream != null && stream.streamArn().equals(streamArn) ? stream.shards() : Map.of();
  }

  /** Of one stream: by shard, the last sequence number that was settled, or the end. */
  public record StreamCheckpoint(String streamArn, Map<String, String> shards) {
    public StreamCheckpoint {
      shards = Map.copyOf(shards);
    }
  }
}
