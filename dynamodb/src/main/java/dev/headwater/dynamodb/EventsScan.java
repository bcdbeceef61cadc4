package dev.headwater.dynamodb;

import dev.headwater.event.EventCodec;
import dev.headwater.host.ParallelCalls;
import dev.headwater.host.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Goes once through a whole events table, in segments side by side, each strongly consistent and
 * page by page.
 *
 * <p>Every stream that was there when the scan began is handed on, folded from its first commit on,
 * at least as far as it went then; so is every claim. A stream that lies on both sides of a
 * segment's border may be handed on more than once: the greatest version counts. Where commits are
 * missing between two items, or do not begin with the first, the stream is read from the log
 * instead; what is missing there, too, makes it unreadable.
 *
 * <p>Memory is bounded whatever is in the table: a page, and what one stream is folded into, for
 * each segment.
 *
 * @param <A> what a stream is folded into
 */
public final class EventsScan<A, E> {
  private final TableAccess table;
  private final EventCodec<E> codec;
  private final StreamFold<A, E> fold;
  private final Settings settings;

  public EventsScan(
      TableAccess table, EventCodec<E> codec, StreamFold<A, E> fold, Settings settings) {
    this.table = table.within(settings.unitsPerSecond());
    this.codec = codec;
    this.fold = fold;
    this.settings = settings;
  }

  /** The table as this scan reads it; who uses it for more reads keeps to the scan's rate. */
  TableAccess table() {
    return table;
  }

  /**
   * Scans the table and returns at its end, or when visitors have seen enough. The first failure
   * ends the scan, those of a visitor included; other segments finish their page.
   *
   * @param visitors makes a visitor for each segment
   * @throws UnavailableException when DynamoDB does not answer, tried again several times
   */
  void run(Supplier<? extends Visitor<A>> visitors) {
    AtomicBoolean stopped = new AtomicBoolean();
    List<Supplier<Boolean>> segments = new ArrayList<>();
    for (int number = 0; number < settings.segments(); number++) {
      SegmentPages pages = new SegmentPages(table, settings, number);
      segments.add(() -> scan(pages, visitors.get(), stopped));
    }
    table.host().parallelCalls().callUntilFailure(segments);
  }

  private boolean scan(SegmentPages pages, Visitor<A> visitor, AtomicBoolean stopped) {
    boolean complete = false;
    try {
      StreamAssembly<A, E> assembly = new StreamAssembly<>(table, codec, fold, visitor);
      while (pages.hasNext() && !stopped.get() && !visitor.isEnough()) {
        pages.next().forEach(assembly::add);
      }
      assembly.end();
      visitor.end();
      complete = true;
      return true;
    } finally {
      if (!complete) {
        stopped.set(true);
      }
    }
  }

  /**
   * About how many items a table has. DynamoDB counts them every six hours.
   *
   * @throws UnavailableException when DynamoDB does not describe the table
   */
  public static long approximateItems(TableAccess table) {
    return table.call(
        () -> {
          try {
            Long count =
                table
                    .client()
                    .describeTable(describe -> describe.tableName(table.tableName()))
                    .table()
                    .itemCount();
            return count == null ? 0L : count;
          } catch (SdkException e) {
            throw SdkFailures.ofRead("describe table " + table.tableName(), e);
          }
        });
  }

  /**
   * Takes what one segment holds. Each segment has a visitor of its own, which is called by one
   * thread.
   */
  interface Visitor<A> {
    void stream(FoldedStream<A> stream);

    default void claim(HeldClaim claim) {}

    /**
     * A stream or a claim that cannot be read.
     *
     * @param partition the partition key of its items
     */
    void unreadable(String partition, String reason);

    /** Whether the segment may end here; asked before each page. */
    default boolean isEnough() {
      return false;
    }

    /** The segment is done. */
    default void end() {}
  }

  /**
   * How a table is scanned.
   *
   * @param segments how many are read side by side, 1 to {@value ParallelCalls#MAX_AT_ONCE}
   * @param pageItems the most items of a page; it ends at 1 MB in any case
   * @param unitsPerSecond the read units that all segments together may take, 0 for no limit; what
   *     is read from the log beside the scan counts, too
   * @param progress is told how many more items were read, by several threads
   */
  public record Settings(int segments, int pageItems, int unitsPerSecond, LongConsumer progress) {
    /** Four segments without a limit. */
    public static final Settings USUAL = new Settings(4, 1_000, 0, items -> {});

    public Settings {
      if (segments < 1 || segments > ParallelCalls.MAX_AT_ONCE) {
        throw new IllegalArgumentException(
            "There are 1 to " + ParallelCalls.MAX_AT_ONCE + " segments, not " + segments);
      }
      if (pageItems < 1 || unitsPerSecond < 0) {
        throw new IllegalArgumentException(
            "A page has at least one item, and a rate is not negative");
      }
    }

    Settings withoutProgress() {
      return new Settings(segments, pageItems, unitsPerSecond, items -> {});
    }
  }
}
