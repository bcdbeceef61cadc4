package dev.headwater.service.operations;

import dev.headwater.dynamodb.backup.CommitExport;
import dev.headwater.dynamodb.backup.StoredCommit;
import dev.headwater.event.StreamId;
import dev.headwater.service.http.Json;
import dev.headwater.service.operations.internal.Findings;
import dev.headwater.service.operations.internal.Totals;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/**
 * The commits that a slice of an export answers, within the 6 MB that Lambda allows.
 *
 * <p>A commit takes 400 KB at most in the table, but a value of one byte there can take up to eight
 * as JSON. So the last one can add 3 MB to {@value #FULL_BYTES} bytes, and findings half a
 * megabyte.
 */
final class ExportedCommits implements CommitExport.Sink {
  /** At the end of a page; what follows on it would be read twice otherwise. */
  private static final int ENOUGH_BYTES = 1_500_000;

  private static final int FULL_BYTES = 2_400_000;

  /** They say nothing about the past, and where they are imported, others would be in the way. */
  private static final String HEARTBEATS = StreamId.HEARTBEATS + '#';

  private final ArrayNode commits = JsonNodeFactory.instance.arrayNode();
  private final Findings findings;
  private final Totals totals;
  private long bytes;

  ExportedCommits(Findings findings, Totals totals) {
    this.findings = findings;
    this.totals = totals;
  }

  @Override
  public void commit(StoredCommit commit) {
    if (commit.stream().startsWith(HEARTBEATS)) {
      return;
    }
    String line = commit.line();
    bytes += line.getBytes(StandardCharsets.UTF_8).length + 1L;
    commits.addRawValue(new RawValue(line));
    totals.add("streams", commit.firstVersion() == 1 ? 1 : 0);
    totals.add("commits", 1);
    totals.add("events", commit.events());
  }

  @Override
  public void broken(String stream, long version, String reason) {
    totals.add("broken", 1);
    findings.add(
        Json.object()
            .put("kind", "broken")
            .put("stream", stream)
            .put("version", version)
            .put("reason", reason));
  }

  void missing(String stream) {
    totals.add("broken", 1);
    findings.add(
        Json.object()
            .put("kind", "missing")
            .put("stream", stream)
            .put("reason", "there is no such stream"));
  }

  boolean isEmpty() {
    return commits.isEmpty();
  }

  @Override
  public boolean isEnough() {
    return bytes > ENOUGH_BYTES || findings.areEnough();
  }

  @Override
  public boolean isFull() {
    return bytes > FULL_BYTES || findings.areEnough();
  }

  void writeTo(ObjectNode answer) {
    answer.put("personalData", true).set(Upload.COMMITS, commits);
  }
}
