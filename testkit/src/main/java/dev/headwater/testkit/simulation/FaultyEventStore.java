package dev.headwater.testkit.simulation;

import dev.headwater.AppendRequest;
import dev.headwater.EventStore;
import dev.headwater.StreamTail;
import dev.headwater.event.StreamId;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The events table behind an unreliable network, read in small pages. */
final class FaultyEventStore<S, E> implements EventStore<S, E> {
  private static final int LARGEST_PAGE = 3;

  private final World<?, S, E, ?, ?> world;
  private final Network network;

  /**
   * @param who the name of the caller
   */
  FaultyEventStore(World<?, S, E, ?, ?> world, String who) {
    this.world = world;
    this.network = new Network(world, who);
  }

  @Override
  public boolean storesClaims() {
    return world.table.storesClaims();
  }

  @Override
  public AppendResult<E> append(AppendRequest<S, E> append) {
    world.pause();
    Fault before =
        network.strike("append", Fault.THROTTLE, Fault.LOST_REQUEST, Fault.LATE_WRITE, Fault.CRASH);
    if (before == Fault.LATE_WRITE) {
      world.spawnWriter(
          "late write",
          () -> {
            world.sleep(world.lateness());
            world.table.append(append);
          });
    }
    network.suffer(before, before != Fault.THROTTLE);
    AppendResult<E> result = world.table.append(append);
    world.pause();
    Fault after = network.strike("append, done", Fault.LOST_REPLY, Fault.CRASH, Fault.TIMEOUT);
    network.suffer(after, true);
    return result;
  }

  @Override
  public Page<E> read(StreamId stream, long afterVersion, int maxCommits) {
    return reading(
        () ->
            world.table.read(
                stream,
                afterVersion,
                Math.min(maxCommits, LARGEST_PAGE - world.choices.below(LARGEST_PAGE))));
  }

  @Override
  public @Nullable StreamTail<S, E> readEnd(StreamId stream) {
    return reading(() -> world.table.readEnd(stream));
  }

  private <T extends @Nullable Object> T reading(Supplier<T> read) {
    world.pause();
    Fault fault =
        network.strike("read", Fault.THROTTLE, Fault.LOST_REQUEST, Fault.CRASH, Fault.TIMEOUT);
    network.suffer(fault, false);
    T result = read.get();
    world.pause();
    return result;
  }
}
