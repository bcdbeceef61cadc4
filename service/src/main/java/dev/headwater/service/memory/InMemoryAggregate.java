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
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
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

  /** Passes on the commits since the last call. One that a subscriber fails on comes again. */
  void publish(Consumer<Commit<EncodedEvent>> subscriber) {
    for (var commit = published.peek(); commit != null; commit = published.peek()) {
      subscriber.accept(commit);
      published.remove();
    }
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
