package dev.headwater.testkit.simulation;

/** The process dies here: nothing of it goes on, and nothing catches it but its surroundings. */
final class Crash extends Error {
  private static final long serialVersionUID = 1L;

  Crash() {
    super("The process dies", null, false, false);
  }
}
