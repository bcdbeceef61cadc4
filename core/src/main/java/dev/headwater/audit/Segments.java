package dev.headwater.audit;

/**
 * A store, divided into segments that are scanned in order. A run that was interrupted goes on with
 * the first segment that was not scanned.
 *
 * @param total how many there are, 1 to {@value #MAX}
 * @param next the first that is still to be scanned; {@code total} if none is
 */
public record Segments(int total, int next) {
  /** As many as DynamoDB allows in a parallel scan. */
  public static final int MAX = 1_000_000;

  /** Enough for a page, and few enough to be scanned within a second or two. */
  private static final int ITEMS = 500;

  public Segments {
    if (total < 1 || total > MAX || next < 0 || next > total) {
      throw new IllegalArgumentException(
          "A scan has 1 to " + MAX + " segments, and goes on with one of them");
    }
  }

  /**
   * Segments of a store with about this many items. If the rate is limited, they are smaller, so
   * that each is still scanned within seconds.
   */
  public static Segments of(long items, ScanSettings settings) {
    int size = settings.unitsPerSecond() == 0 ? ITEMS : Math.min(settings.unitsPerSecond(), ITEMS);
    return new Segments(Math.clamp(items / size, settings.atOnce(), MAX), 0);
  }

  /** Whether none is left. */
  public boolean isDone() {
    return next == total;
  }

  /** The same store when all segments before this one have been scanned. */
  public Segments from(int segment) {
    return new Segments(total, segment);
  }
}
