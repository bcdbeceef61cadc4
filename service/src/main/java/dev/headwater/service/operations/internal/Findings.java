package dev.headwater.service.operations.internal;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a slice has found, within the 6 MB that Lambda allows an answer. A slice ends soon after
 * {@value #ENOUGH_BYTES} bytes. What is found until then is kept, first without the values of
 * fields; anything beyond is counted.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda
 *     quotas</a>
 */
public final class Findings {
  private static final int ENOUGH_BYTES = 500_000;
  private static final int MAX_BYTES_WITH_VALUES = 2_500_000;
  private static final int MAX_BYTES = 5_000_000;

  private final ArrayNode list = JsonNodeFactory.instance.arrayNode();
  private long bytes;
  private long omitted;

  /** Adds a finding that has no values of fields. */
  public void add(ObjectNode finding) {
    add(finding, () -> finding);
  }

  /**
   * Adds a finding.
   *
   * @param withoutValues the same without values of fields
   */
  public synchronized void add(ObjectNode finding, Supplier<ObjectNode> withoutValues) {
    ObjectNode kept = finding;
    long size = size(kept);
    if (bytes + size > MAX_BYTES_WITH_VALUES) {
      kept = withoutValues.get();
      size = size(kept);
    }
    if (bytes + size > MAX_BYTES) {
      omitted++;
      return;
    }
    bytes += size;
    list.add(kept);
  }

  private static long size(ObjectNode finding) {
    return finding.toString().getBytes(StandardCharsets.UTF_8).length + 1L;
  }

  /** Whether the slice should end. */
  public synchronized boolean areEnough() {
    return bytes > ENOUGH_BYTES;
  }

  /** Writes them into an answer. */
  public synchronized void writeTo(ObjectNode answer) {
    answer.set("findings", list);
    if (omitted > 0) {
      answer.put("omitted", omitted);
    }
  }
}
