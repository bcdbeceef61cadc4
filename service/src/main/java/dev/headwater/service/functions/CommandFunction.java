package dev.headwater.service.functions;

import dev.headwater.service.api.CommandApi;
import dev.headwater.service.functions.internal.priming.RequestSamples;
import dev.headwater.service.http.RequestServer;
import java.util.Map;

/**
 * Handles the commands of a service, over HTTP or by direct invoke, and appends the resulting
 * events.
 */
public final class CommandFunction extends ServiceFunction {
  /** Covers a read and a write that begin just before the deadline, and the answer. */
  private static final int MARGIN_MILLIS = 5_000;

  public CommandFunction() {
    this(System.getenv());
  }

  /**
   * A function with this environment.
   *
   * @throws IllegalStateException if the service's guarantees would not hold with this environment
   *     or these tables; the message says what to change
   * @throws dev.headwater.host.UnavailableException if DynamoDB does not answer about a table
   */
  public CommandFunction(Map<String, String> variables) {
    super(
        variables,
        CommandFunction::work,
        (parts, leftOut) -> RequestSamples.ofCommands(parts.service(), leftOut));
  }

  private static Work work(ServiceRuntime runtime) {
    RequestServer server =
        new RequestServer(new CommandApi(runtime.service(), runtime, runtime.host()));
    return new Work(
        MARGIN_MILLIS,
        (input, output, deadline, metrics) ->
            server.serve(input, output, deadline, metrics::misconfigured));
  }
}
