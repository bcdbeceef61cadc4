package dev.headwater.testkit.simulation;

import dev.headwater.projection.ViewDefinition;

/**
 * A version of the code that folds views.
 *
 * @param number its place among those that run side by side
 */
record Release<V, E>(int number, ViewDefinition<V, E> view) {
  @Override
  public String toString() {
    return "release " + number;
  }
}
