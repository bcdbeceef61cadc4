package dev.headwater.testkit.simulation;

/** The process dies here. Only the simulation itself catches this. */
final class Crash extends Error {
  private static final long serialVersionUID = 1L;

  Crash() {
    super("The process died", null, false, false);
  }
}
