package dev.headwater.audit;

import dev.headwater.host.ParallelCalls;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Settings of a scan of the events.
 *
 * @param atOnce how many segments a scan has, which are read in parallel, 1 to {@value
 *     ParallelCalls#MAX_AT_ONCE}
 * @param pageItems the most items in a page; a page also ends at 1 MB
 * @param unitsPerSecond the capacity units per second for all segments together, 0 for no limit;
 *     other reads of the log count as well
 * @param progress receives the number of items read since the last call, on several threads
 * @param isOver whether to end for now, after the page in hand; asked on several threads
 */
public record ScanSettings(
    int atOnce, int pageItems, int unitsPerSecond, LongConsumer progress, BooleanSupplier isOver) {
  /** Four segments at once, no limit, until the end. */
  public static final ScanSettings DEFAULTS =
      new ScanSettings(4, 1_000, 0, items -> {}, () -> false);

  public ScanSettings {
    if (atOnce < 1 || atOnce > ParallelCalls.MAX_AT_ONCE) {
      throw new IllegalArgumentException(
          "1 to " + ParallelCalls.MAX_AT_ONCE + " segments can be scanned at once, not " + atOnce);
    }
    if (pageItems < 1 || unitsPerSecond < 0) {
      throw new IllegalArgumentException(
          "A page needs at least one item, and a rate must not be negative");
    }
  }
}
