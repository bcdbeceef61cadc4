package dev.headwater.service.functions;

import dev.headwater.service.functions.internal.priming.Sample;
import dev.headwater.service.operations.Operations;
import java.util.List;
import java.util.Map;

/**
 * Does what operators ask for: verifies and repairs views and claims, and copies events out and in.
 * Invoked directly and never over HTTP: a caller may repair what it finds, and see personal data.
 *
 * <p>Its tables are checked by the operations that need them.
 */
public final class OperationsFunction extends ServiceFunction {
  /** Covers the answer; operations keep a reserve of their own. */
  private static final int MARGIN_MILLIS = 2_000;

  public OperationsFunction() {
    this(System.getenv());
  }

  /**
   * A function with this environment.
   *
   * @throws IllegalStateException if the environment names no service; the message says what to
   *     change
   */
  public OperationsFunction(Map<String, String> variables) {
    super(
        variables,
        OperationsFunction::work,
        (parts, leftOut) -> List.of(new Sample("status", "{\"operation\": \"status\"}")));
  }

  private static Work work(ServiceRuntime runtime) {
    Operations operations = new Operations(runtime.service(), runtime.operationStores());
    return new Work(
        MARGIN_MILLIS,
        (input, output, deadline, metrics) ->
            output.write(
                operations.answer(input.readAllBytes(), deadline, metrics::misconfigured)));
  }
}
