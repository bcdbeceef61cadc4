package dev.headwater.relay;

import dev.headwater.host.UnavailableException;
import java.util.Map;

/** Where the relay puts aside what the bus refuses for good. */
@FunctionalInterface
public interface ParkedCommits {
  /**
   * Puts a commit's key and the reason aside, for an operator to republish it.
   *
   * @throws UnavailableException when it could not; the commit is not put aside
   */
  void park(Map<String, String> key, String reason);
}
