package dev.headwater.service.memory;

import dev.headwater.AppendRequest;
import dev.headwater.CommandHandler;
import dev.headwater.EventStore;
import dev.headwater.InMemoryEventStore;
import dev.headwater.StreamTail;
import dev.headwater.event.Commit;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.StreamId;
import dev.headwater.host.Host;
import dev.headwater.service.Aggregate;
import dev.headwater.service.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** The write side of an aggregate: its events, and the commits that are not projected yet. */
final class InMemoryAggregate<C, S, E, R> implements EventStore<S, E> {
  private final Aggregate<C, S, E, R> described;
  private final EventStore<S, E> events;
  private final CommandHandler<C, S, E, R> handler;
  private final Queue<Commit<EncodedEvent>> published = new ConcurrentLinkedQueue<>();

  InMemoryAggregate(Aggregate<C, S, E, R> described, Settings settings, Host host) {
    this.described = described;
    this.events = new InMemoryEventStore<>(described.events());
    this.handler = new CommandHandler<>(described.decider(settings), this, host);
  }

  CommandHandler<C, S, E, R> handler() {
    return handler;
  }

  /** Takes the commits since the last call. */
  List<Commit<EncodedEvent>> published() {
    List<Commit<EncodedEvent>> taken = new ArrayList<>();
    for (var commit = published.poll(); commit != null; commit = published.poll()) {
      taken.add(commit);
    }
    return taken;
  }

  @Override
  public AppendResult<E> append(AppendRequest<S, E> append) {
    AppendResult<E> result = events.append(append);
    if (result instanceof AppendResult.Appended<E>) {
      published.add(Commit.encode(append.commit(), described.events()));
    }
    return result;
  }

  @Override
  public boolean storesClaims() {
    return events.storesClaims();
  }

  @Override
  public @Nullable StreamTail<S, E> readEnd(StreamId stream) {
    return events.readEnd(stream);
  }

  @Override
  public Page<E> read(StreamId stream, long afterVersion, int maxCommits) {
    return events.read(stream, afterVersion, maxCommits);
  }
}
