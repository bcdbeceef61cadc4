package dev.headwater.testkit.simulation;

import dev.headwater.CommandHandler;
import dev.headwater.CommandHandler.Settings;

/** A process that executes commands, with its own cache and clock. */
final class SimulatedHost<C, S, E, R, V> {
  /** Fewer than there are streams, so that some are always evicted. */
  private static final Settings SETTINGS = new Settings(2, World.TIME_LIMIT);

  private final World<C, S, E, R, V> world;
  private final String name;
  private CommandHandler<C, S, E, R> handler;

  SimulatedHost(World<C, S, E, R, V> world, String name) {
    this.world = world;
    this.name = name;
    this.handler = newHandler(world, name);
  }

  String name() {
    return name;
  }

  CommandHandler<C, S, E, R> handler() {
    return handler;
  }

  /** Starts a new process with an empty cache. Work of the old one may still continue. */
  void restart() {
    world.story.line("{} restarts", name);
    handler = newHandler(world, name);
  }

  private static <C, S, E, R, V> CommandHandler<C, S, E, R> newHandler(
      World<C, S, E, R, V> world, String name) {
    return new CommandHandler<>(
        world.domain.decider(),
        world.components.storeOfHost(new FaultyEventStore<>(world, name)),
        world.host(),
        SETTINGS);
  }
}
