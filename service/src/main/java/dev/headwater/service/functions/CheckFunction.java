package dev.headwater.service.functions;

import dev.headwater.service.checks.Heartbeat;
import dev.headwater.service.checks.NightlyCheck;
import dev.headwater.service.checks.ScheduledChecks;
import dev.headwater.service.functions.internal.priming.Sample;
import java.util.List;
import java.util.Map;

/**
 * Does the checks that schedules ask for: sends heartbeats and measures how long they take, and
 * compares a share of the views each night. Writes nothing but heartbeats.
 */
public final class CheckFunction extends ServiceFunction {
  /** Covers the answer; a check keeps a reserve of its own. */
  private static final int MARGIN_MILLIS = 2_000;

  public CheckFunction() {
    this(System.getenv());
  }

  /**
   * A function with this environment.
   *
   * @throws IllegalStateException if the environment is refused; the message says what to change
   */
  public CheckFunction(Map<String, String> variables) {
    super(
        variables,
        CheckFunction::work,
        (parts, leftOut) -> List.of(new Sample("heartbeat", "{\"check\": \"heartbeat\"}")));
  }

  private static Work work(ServiceRuntime runtime) {
    String events = runtime.environment().settings().text(Environment.COMMAND_TABLE);
    ScheduledChecks checks =
        new ScheduledChecks(
            Heartbeat.in(
                events,
                runtime.clients().dynamoDbWithoutRetries(),
                runtime.service(),
                runtime.host()),
            new NightlyCheck(runtime.service(), runtime.operationStores()));
    return new Work(
        MARGIN_MILLIS,
        (input, output, deadline, metrics) ->
            output.write(checks.answer(input.readAllBytes(), deadline, metrics)));
  }
}
