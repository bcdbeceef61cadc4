package dev.headwater.service.functions;

import dev.headwater.AppendRequest;
import dev.headwater.EventStore;
import dev.headwater.StreamTail;
import dev.headwater.event.StreamId;
import dev.headwater.host.ConfigurationFault;
import dev.headwater.host.UnavailableException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets commits change claims once the claims table holds the claims of the events table. It does
 * not while another table holds the events, as after a point-in-time recovery, until an operator
 * has repaired the claims: a value that the table shows as free may be taken.
 */
final class ClaimsGate {
  /** For tables that belong together, or a service without claims. */
  static final ClaimsGate OPEN = new ClaimsGate(() -> true);

  private final BooleanSupplier isComplete;
  private volatile boolean open;

  /**
   * @param isComplete asked before each commit that changes claims, until it is true
   */
  ClaimsGate(BooleanSupplier isComplete) {
    this.isComplete = isComplete;
  }

  /** A store whose commits pass the gate. */
  <S, E> EventStore<S, E> guard(EventStore<S, E> store) {
    return this == OPEN ? store : new GuardedStore<>(store, this);
  }

  private void pass() {
    if (open) {
      return;
    }
    if (!isComplete.getAsBoolean()) {
      throw new UnavailableException(
          "The claims table holds the claims of another events table: run \"headwater claims repair"
              + " --take-over\"",
          false,
          new ConfigurationFault("the claims table", "ClaimsOfAnotherEventsTable"),
          null);
    }
    open = true;
  }

  private record GuardedStore<S, E>(EventStore<S, E> store, ClaimsGate gate)
      implements EventStore<S, E> {
    @Override
    public AppendResult<E> append(AppendRequest<S, E> append) {
      if (!append.claims().isEmpty()) {
        gate.pass();
      }
      return store.append(append);
    }

    @Override
    public boolean storesClaims() {
      return store.storesClaims();
    }

    @Override
    public @Nullable StreamTail<S, E> readEnd(StreamId stream) {
      return store.readEnd(stream);
    }

    @Override
    public Page<E> read(StreamId stream, long afterVersion, int maxCommits) {
      return store.read(stream, afterVersion, maxCommits);
    }
  }
}
