package dev.headwater.audit;

import dev.headwater.host.ParallelCalls;
import java.util.function.LongConsumer;

/**
 * How events are scanned.
 *
 * @param segments how many are read side by side, 1 to {@value ParallelCalls#MAX_AT_ONCE}
 * @param pageItems the most items of a page; it ends at 1 MB in any case
 * @param unitsPerSecond the read units that all segments together may take, 0 for no limit; what is
 *     read from the log beside the scan counts, too
 * @param progress receives how many more items were read, from several threads
 */
public record ScanSettings(int segments, int pageItems, int unitsPerSecond, LongConsumer progress) {
  /** Four segments without a limit. */
  public static final ScanSettings DEFAULTS = new ScanSettings(4, 1_000, 0, items -> {});

  public ScanSettings {
    if (segments < 1 || segments > ParallelCalls.MAX_AT_ONCE) {
      throw new IllegalArgumentException(
          "There are 1 to " + ParallelCalls.MAX_AT_ONCE + " segments, not " + segments);
    }
    if (pageItems < 1 || unitsPerSecond < 0) {
      throw new IllegalArgumentException(
          "A page has at least one item, and a rate is not negative");
    }
  }
}
