package dev.headwater.testkit.simulation;

import dev.headwater.CommandHandler.Settings;
import dev.headwater.CommandHandler;

/** A process that carries commands out, with a cache and a clock of its own. */
final class SimulatedHost<C, S, E, R, V> {
  /** Fewer than there are streams: some are always dropped. */
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

  /** A new process, which remembers nothing. What the old one had begun may still go on. */
  void restart() {
    world.story.line("{} starts anew", name);
    handler = newHandler(world, name);
  }

  private static <C, S, E, R, V> CommandHandler<C, S, E, R> newHandler(
      World<C, S, E, R, V> world, String name) {
    return new CommandHandler<>(
        world.domain.decider(),
        world.parts.storeOfHost(new FaultyEventStore<>(world, name)),
        world.host(),
        SETTINGS);
  }
}
