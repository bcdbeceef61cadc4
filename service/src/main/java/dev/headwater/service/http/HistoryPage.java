package dev.headwater.service.http;

import dev.headwater.event.Commit;
import dev.headwater.event.EventLog;
import dev.headwater.event.RecordedEvent;
import dev.headwater.event.StreamId;
import dev.headwater.query.SortedPage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pages of a stream's events. The log is read in commits, but a page counts events, so a place is
 * {@code <last version of the commit before>.<number of the next one's events already shown>}. A
 * page ends before a break in the stream, and the next one fails.
 */
public final class HistoryPage {
  private HistoryPage() {}

  /**
   * Reads a page of events, oldest first.
   *
   * @param place where the page begins; {@code null} for the first
   * @throws ProblemException if this is not a place in a history
   * @throws dev.headwater.event.UnreadableEventException as {@link EventLog#read} does
   */
  public static <E> SortedPage<RecordedEvent<E>, String> read(
      EventLog<E> log, StreamId stream, @Nullable String place, int limit) {
    long boundary = place == null ? 0 : part(place, 0, EventLog.MAX_VERSION);
    int skip = place == null ? 0 : (int) part(place, 1, Integer.MAX_VALUE);
    EventLog.Page<E> page = log.read(stream, boundary, limit + 1);
    List<RecordedEvent<E>> events = new ArrayList<>(limit);
    for (Commit<E> commit : page.commits()) {
      for (int index = skip; index < commit.events().size(); index++) {
        if (events.size() == limit) {
          return new SortedPage<>(events, (commit.firstVersion() - 1) + "." + index);
        }
        events.add(commit.event(index));
      }
      skip = 0;
      boundary = commit.lastVersion();
    }
    return new SortedPage<>(events, page.hasMore() ? boundary + ".0" : null);
  }

  private static long part(String place, int index, long max) {
    String[] parts = place.split("\\.", -1);
    try {
      long value = Long.parseLong(parts[index]);
      if (parts.length == 2 && value >= 0 && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw Cursor.foreign();
    }
    throw Cursor.foreign();
  }
}
