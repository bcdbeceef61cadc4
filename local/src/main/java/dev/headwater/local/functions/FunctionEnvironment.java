package dev.headwater.local.functions;

import java.util.Map;
import java.util.function.Predicate;

/**
 * What all functions are given.
 *
 * @param environment wins over the template's variables, so that no function reaches for the real
 *     cloud
 * @param classLoader finds the handler classes
 * @param metrics is given each line that a function logs, and says whether it held metrics
 */
public record FunctionEnvironment(
    Map<String, String> environment, ClassLoader classLoader, Predicate<String> metrics) {
  public FunctionEnvironment {
    environment = Map.copyOf(environment);
  }
}
