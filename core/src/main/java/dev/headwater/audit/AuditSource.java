package dev.headwater.audit;

import dev.headwater.event.EventLog;
import dev.headwater.event.StreamId;
import dev.headwater.host.UnavailableException;
import java.util.Collection;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads a whole event store for an audit. Reads are strongly consistent.
 *
 * <p>Every method throws {@link UnavailableException} if the store does not answer; {@link #log()}
 * and {@link #existing} retry several times first.
 */
public interface AuditSource<E> {
  /** The same events, read at no more than this many read units per second; 0 means no limit. */
  AuditSource<E> within(int unitsPerSecond);

  /**
   * Scans segments, several at once, until none is left or the settings say that it is over. The
   * first failure, including a visitor's, ends the scan; the other segments finish their page.
   *
   * <p>Every stream of a scanned segment that existed when its scan began reaches a visitor, folded
   * from its first commit at least up to its head at that time. A stream may reach more than one
   * visitor; the highest version counts.
   *
   * @param visitors creates one visitor for each of the segments that are scanned at once; a
   *     visitor sees one segment after another
   * @param <A> what a stream is folded into
   * @return the segments from the first that was not scanned
   */
  <A> Segments scan(
      Segments segments,
      ScanSettings settings,
      StreamFold<A, E> fold,
      Supplier<? extends StreamVisitor<A>> visitors);

  /** The log, for reading individual streams. */
  EventLog<E> log();

  /** The given streams that exist. */
  Set<StreamId> existing(Collection<StreamId> streams);

  /** The approximate number of items that a scan reads. */
  long approximateItems();
}
