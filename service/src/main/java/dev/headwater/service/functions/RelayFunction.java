package dev.headwater.service.functions;

import dev.headwater.dynamodb.StreamEventReader;
import dev.headwater.eventbridge.BatchResponse;
import dev.headwater.relay.Relay;
import dev.headwater.relay.RelayedBatch;
import dev.headwater.service.functions.internal.priming.EventSamples;
import java.util.List;
import java.util.Map;

/** Publishes commits from the events table's stream to the bus. */
public final class RelayFunction extends ServiceFunction {
  /** Covers the call in progress at the deadline, and parking. */
  private static final int MARGIN_MILLIS = 12_000;

  public RelayFunction() {
    this(System.getenv());
  }

  /**
   * A function with this environment.
   *
   * @throws IllegalStateException if the environment is refused; the message says what to change
   */
  public RelayFunction(Map<String, String> variables) {
    super(
        variables, RelayFunction::work, (parts, leftOut) -> EventSamples.ofRelay(parts.service()));
  }

  private static Work work(ServiceRuntime runtime) {
    Relay relay = runtime.relay();
    return new Work(
        MARGIN_MILLIS,
        (input, output, deadline, metrics) -> {
          RelayedBatch batch = relay.relay(StreamEventReader.read(input), deadline);
          String resumeAt = batch.resumeAt();
          BatchResponse.write(output, resumeAt == null ? List.of() : List.of(resumeAt));
          metrics.relayed(batch);
        });
  }
}
