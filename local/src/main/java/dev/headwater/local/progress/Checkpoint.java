package dev.headwater.local.progress;

import java.util.Map;

/**
 * The positions up to which stream records are settled.
 *
 * @param streams keyed by function and mapping
 */
public record Checkpoint(Map<String, StreamCheckpoint> streams) {
  public static final Checkpoint NONE = new Checkpoint(Map.of());

  public Checkpoint {
    streams = Map.copyOf(streams);
  }

  /** The positions by shard; empty if the table, and so its stream, was created anew since. */
  public Map<String, String> positions(String mapping, String streamArn) {
    StreamCheckpoint stream = streams.get(mapping);
    return stream != null && stream.streamArn().equals(streamArn) ? stream.shards() : Map.of();
  }

  /** The last settled sequence number of each shard of one stream, or the shard's end. */
  public record StreamCheckpoint(String streamArn, Map<String, String> shards) {
    public StreamCheckpoint {
      shards = Map.copyOf(shards);
    }
  }
}
