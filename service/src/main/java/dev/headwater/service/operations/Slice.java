package dev.headwater.service.operations;

import dev.headwater.audit.ScanSettings;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * One call's part of an operation.
 *
 * @param isOver whether to begin nothing more
 * @param read how many items were read
 */
record Slice(BooleanSupplier isOver, Findings findings, AtomicLong read) {
  private static final int PAGE_ITEMS = 1_000;
  private static final int AT_ONCE = 8;

  /** The read units of the largest page; whoever reads several at once waits for all of them. */
  private static final int PAGE_UNITS = 256;

  /**
   * How to scan in this slice. With a low rate, pages are small and few are read at once, so that
   * paying for them does not take minutes.
   *
   * @param unitsPerSecond 0 for no limit
   */
  ScanSettings scan(int unitsPerSecond) {
    return unitsPerSecond == 0
        ? new ScanSettings(AT_ONCE, PAGE_ITEMS, 0, read::addAndGet, isOver)
        : new ScanSettings(
            Math.clamp(unitsPerSecond / PAGE_UNITS, 1, AT_ONCE),
            Math.clamp(unitsPerSecond, 1, PAGE_ITEMS),
            unitsPerSecond,
            read::addAndGet,
            isOver);
  }
}
