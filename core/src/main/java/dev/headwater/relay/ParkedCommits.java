package dev.headwater.relay;

import dev.headwater.host.UnavailableException;
import java.util.Map;

/**
 * Where the relay parks commits that the bus refuses for good, so that they do not block their
 * shard.
 */
@FunctionalInterface
public interface ParkedCommits {
  /**
   * Parks a commit's key and the reason, so that an operator can republish it.
   *
   * @throws UnavailableException if that failed; try again
   */
  void park(Map<String, String> key, String reason);
}
