package dev.headwater.service.operations.internal;

import dev.headwater.audit.ScanSettings;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * One call's part of an operation.
 *
 * @param isOver whether to begin nothing more
 * @param read how many items were read
 */
public record Slice(BooleanSupplier isOver, Findings findings, AtomicLong read) {
  private static final int PAGE_ITEMS = 1_000;
  private static final int MOST_AT_ONCE = 8;

  /** Each segment holds a batch of 100 views up to four times, each of at most 400 KB. */
  private static final long MEMORY_EACH = 160_000_000;

  /** The read units of the largest page; what is read at once has to be waited for at once. */
  private static final int PAGE_UNITS = 256;

  /**
   * How to scan in this slice. With a low rate, pages are small and few are read at once, so that
   * paying for them does not take minutes.
   *
   * @param unitsPerSecond 0 for no limit
   */
  public ScanSettings scan(int unitsPerSecond) {
    int atOnce = Math.clamp(Runtime.getRuntime().maxMemory() / MEMORY_EACH, 1, MOST_AT_ONCE);
    return unitsPerSecond == 0
        ? new ScanSettings(atOnce, PAGE_ITEMS, 0, read::addAndGet, isOver)
        : new ScanSettings(
            Math.clamp(unitsPerSecond / PAGE_UNITS, 1, atOnce),
            Math.clamp(unitsPerSecond, 1, PAGE_ITEMS),
            unitsPerSecond,
            read::addAndGet,
            isOver);
  }
}
