package dev.headwater.audit;

import dev.headwater.event.EventLog;
import dev.headwater.event.StreamId;
import dev.headwater.host.UnavailableException;
import java.util.Collection;
import java.util.Set;
import java.util.function.Supplier;

/**
 * An event store, for an audit that reads all of it. Reads are strongly consistent.
 *
 * <p>Every method throws {@link UnavailableException} when the store does not answer; {@link
 * #log()} and {@link #existing} after several tries.
 */
public interface AuditSource<E> {
  /** The same events, read at this many read units a second at most; 0 for no limit. */
  AuditSource<E> within(int unitsPerSecond);

  /**
   * Scans all streams once, in segments side by side. The first failure ends the scan, a visitor's
   * included; other segments finish their page.
   *
   * <p>Every stream that existed when the scan began reaches a visitor, folded from its first
   * commit at least as far as it went then. A stream may reach more than one visitor: the greatest
   * version counts.
   *
   * @param visitors makes a visitor for each segment
   * @param <A> what a stream is folded into
   */
  <A> void scan(
      ScanSettings settings, StreamFold<A, E> fold, Supplier<? extends StreamVisitor<A>> visitors);

  /** The log of single streams. */
  EventLog<E> log();

  /** Those of these streams that exist. */
  Set<StreamId> existing(Collection<StreamId> streams);

  /** About how many items a scan reads. */
  long approximateItems();
}
