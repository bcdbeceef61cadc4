package dev.headwater.cli.backup;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Cuts a backup into requests of an import. Lambda allows 6 MB for a request; each holds commits of
 * {@value #MAX_BYTES} bytes at most, or a single larger one. The first request has none.
 */
public final class CommitBatches implements AutoCloseable {
  static final int MAX_BYTES = 3_000_000;

  /** One write unit; with a rate, a request takes about this many seconds. */
  private static final int UNIT_BYTES = 1_024;

  private static final int SECONDS = 30;

  /** With more, it is another service's backup, or another history. */
  private static final int MAX_REFUSED = 10_000;

  private final BackupReader.Lines lines;
  private final long maxBytes;
  private final Set<String> refused = new HashSet<>();
  private boolean begun;
  private @Nullable String next;

  /**
   * @param unitsPerSecond the rate of the import; 0 for no limit
   */
  public CommitBatches(BackupReader.Lines lines, int unitsPerSecond) {
    this.lines = lines;
    this.maxBytes =
        unitsPerSecond == 0
            ? MAX_BYTES
            : Math.min(MAX_BYTES, (long) unitsPerSecond * UNIT_BYTES * SECONDS);
  }

  /** Puts the next commits into a request. */
  public void prepare(ObjectNode request) {
    ArrayNode commits = request.putArray("commits");
    if (!begun) {
      begun = true;
      next = lines.next();
      return;
    }
    long bytes = 0;
    while (next != null) {
      int size = next.getBytes(StandardCharsets.UTF_8).length + 1;
      if (!commits.isEmpty() && bytes + size > maxBytes) {
        break;
      }
      JsonNode commit = JsonMapper.shared().readTree(next);
      if (!refused.contains(commit.path("PK").path("S").asString())) {
        commits.add(commit);
        bytes += size;
      }
      next = lines.next();
    }
    request.put("last", next == null);
  }

  /** Leaves out the rest of the streams of which a commit was refused. */
  public void received(JsonNode answer) {
    for (JsonNode finding : answer.path("findings")) {
      refused.add(finding.path("stream").asString());
    }
    if (refused.size() > MAX_REFUSED) {
      throw new BackupException(
          "More than "
              + MAX_REFUSED
              + " streams were refused: this is not a backup of what is there");
    }
  }

  @Override
  public void close() {
    lines.close();
  }
}
