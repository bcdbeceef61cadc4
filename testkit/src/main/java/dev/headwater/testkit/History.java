package dev.headwater.testkit;

import dev.headwater.EventStore;
import dev.headwater.EventStore.AppendResult.Appended;
import dev.headwater.event.CommandStamp;
import dev.headwater.event.Commit;
import dev.headwater.event.Metadata;
import dev.headwater.event.RecordedEvent;
import dev.headwater.event.StreamId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The commits of a stream, written out for a test. Versions increase automatically, each commit is
 * one second later than the one before, and its command is {@code command-<first version>}.
 *
 * <p>Immutable: each step returns a longer history.
 *
 * @param commits from version 1 on, without a gap
 * @param now the time of the next commit
 */
public record History<E>(StreamId stream, List<Commit<E>> commits, Instant now) {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  public History {
    commits = List.copyOf(commits);
  }

  /** An empty history whose first commit is dated 1 January 2026. */
  public static <E> History<E> of(StreamId stream) {
    return new History<>(stream, List.of(), START);
  }

  /** Sets the time of the next commit. */
  public History<E> at(Instant time) {
    return new History<>(stream, commits, time);
  }

  /** The events happen together. */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public final History<E> commit(E... events) {
    return commit(List.of(events));
  }

  /** The events happen together. */
  public History<E> commit(List<E> events) {
    List<Commit<E>> longer = new ArrayList<>(commits);
    longer.add(next(events));
    return new History<>(stream, longer, now.plusSeconds(1));
  }

  /** The commit that {@link #commit} would add, without adding it. */
  public Commit<E> next(List<E> events) {
    long firstVersion = version() + 1;
    CommandStamp stamp = CommandStamp.of("command-" + firstVersion, events.toString());
    return new Commit<>(stream, firstVersion, events, now, stamp, Metadata.NONE);
  }

  /** The version of the last event; 0 if there is none. */
  public long version() {
    return commits.isEmpty() ? 0 : commits.getLast().lastVersion();
  }

  public List<RecordedEvent<E>> events() {
    return commits.stream().flatMap(commit -> commit.recordedEvents().stream()).toList();
  }

  /** Appends all commits to a store in which the stream is empty. */
  public History<E> appendTo(EventStore<?, E> store) {
    for (Commit<E> commit : commits) {
      if (!(store.append(commit) instanceof Appended<E>)) {
        throw new AssertionError(
            "The store refused version " + commit.firstVersion() + " of stream " + stream);
      }
    }
    return this;
  }
}
