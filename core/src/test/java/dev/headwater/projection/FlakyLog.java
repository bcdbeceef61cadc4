package dev.headwater.projection;

import dev.headwater.event.EventLog;
import dev.headwater.event.StreamId;
import dev.headwater.host.UnavailableException;
import java.util.HashSet;
import java.util.Set;

/** An event log that counts its reads, and fails for some streams. */
final class FlakyLog<E> implements EventLog<E> {
  final Set<StreamId> silent = new HashSet<>();
  private final EventLog<E> log;
  private Runnable beforeRead = () -> {};
  private int maxPage = MAX_PAGE;
  private int reads;

  FlakyLog(EventLog<E> log) {
    this.log = log;
  }

  void beforeRead(Runnable action) {
    beforeRead = action;
  }

  /** Limits the pages to so many commits. */
  void pagesOf(int commits) {
    maxPage = commits;
  }

  int reads() {
    return reads;
  }

  @Override
  public Page<E> read(StreamId stream, long afterVersion, int maxCommits) {
    reads++;
    beforeRead.run();
    if (silent.contains(stream)) {
      throw new UnavailableException("No answer", false, new IllegalStateException("a secret"));
    }
    return log.read(stream, afterVersion, Math.min(maxPage, maxCommits));
  }
}
