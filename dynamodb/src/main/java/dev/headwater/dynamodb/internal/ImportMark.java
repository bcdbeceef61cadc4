package dev.headwater.dynamodb.internal;

import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Marks a commit that an import brought back. The relay goes by it; readers of the log ignore it.
 *
 * @param run the import's run
 * @param publish whether the relay publishes the commit, or skips it
 */
public record ImportMark(String run, Instant time, boolean publish) {
  private static final String RUN = "run";
  private static final String TIME = "time";
  private static final String PUBLISH = "publish";

  /** The value of the attribute {@link CommitItem#IMPORTED}. */
  public AttributeValue write() {
    return AttributeValue.fromM(
        Map.of(
            RUN, AttributeValue.fromS(run),
            TIME, AttributeValue.fromN(Long.toString(time.toEpochMilli())),
            PUBLISH, AttributeValue.fromBool(publish)));
  }

  /** Whether a commit's item says that it is not to be published. */
  public static boolean isSkipped(Map<String, AttributeValue> item) {
    return AttributeValue.fromBool(false).equals(mark(item).get(PUBLISH));
  }

  /** Whether this run has imported the commit in an item. */
  public boolean isOn(Map<String, AttributeValue> item) {
    return AttributeValue.fromS(run).equals(mark(item).get(RUN));
  }

  private static Map<String, AttributeValue> mark(Map<String, AttributeValue> item) {
    AttributeValue mark = item.get(CommitItem.IMPORTED);
    return mark != null && mark.hasM() ? mark.m() : Map.of();
  }
}
