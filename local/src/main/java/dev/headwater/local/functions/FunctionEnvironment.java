package dev.headwater.local.functions;

import dev.headwater.local.code.CodeSource;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What all functions share.
 *
 * @param environment overrides the template's variables, so that functions cannot reach the real
 *     cloud
 * @param code where their classes come from
 * @param metrics receives every line that a function logs, and returns whether it held metrics
 */
public record FunctionEnvironment(
    Map<String, String> environment, CodeSource code, Predicate<String> metrics) {
  public FunctionEnvironment {
    environment = Map.copyOf(environment);
  }
}
