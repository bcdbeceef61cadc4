package dev.headwater.audit;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How far a scan has got: the parallel segments of the store that it has not finished.
 *
 * @param segments how many the store is divided into
 */
public record ScanPosition(int segments, List<Segment> left) {
  public ScanPosition {
    left = List.copyOf(left);
    int total = segments;
    if (left.stream().anyMatch(each -> each.number() < 0 || each.number() >= total)) {
      throw new IllegalArgumentException("A scan has no such segment");
    }
  }

  /**
   * A segment that is not finished.
   *
   * @param after the last item that was read, of the last stream that was read whole; {@code null}
   *     if there is none
   */
  public record Segment(int number, @Nullable Item after) {}

  /** An item's key. */
  public record Item(String partition, String sort) {}

  /** The beginning of a scan. */
  public static ScanPosition begin(int segments) {
    return new ScanPosition(
        segments,
        IntStream.range(0, segments).mapToObj(number -> new Segment(number, null)).toList());
  }

  /**
   * The beginning of a scan of one part of the store. Parts hold about as many streams each, and
   * the turns {@code 0} to {@code parts - 1} cover all of them.
   *
   * @param turn of any size: after the last part comes the first
   */
  public static ScanPosition ofPart(int parts, long turn) {
    return new ScanPosition(parts, List.of(new Segment(Math.floorMod(turn, parts), null)));
  }

  /** Whether the scan is finished. */
  public boolean isDone() {
    return left.isEmpty();
  }
}
