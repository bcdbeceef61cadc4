package dev.headwater.eventbridge;

import dev.headwater.host.ConfigurationFault;
import dev.headwater.projection.ProjectedBatch;
import dev.headwater.relay.RelayedBatch;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Tells CloudWatch what became of a function's batches: one line of its log per batch, of which
 * CloudWatch makes metrics in the namespace {@value MetricDocument#NAMESPACE}. No call is made and
 * no right is needed beyond that to log.
 *
 * <p>A count of zero is left out, since a metric costs money in every hour in which it has a value.
 * The dimensions are the function and the projection, never an id: nothing personal is told, and
 * the number of metrics does not grow with the data.
 *
 * @param function the function's name, which tells stacks of one account apart
 * @param log takes a line as it is, such as {@code context.getLogger()::log} of a function whose
 *     log format is {@code Text}: with {@code JSON}, Lambda wraps it and CloudWatch finds no
 *     metrics
 * @param clock the time of the metrics
 */
public record FunctionMetrics(String function, Consumer<String> log, InstantSource clock) {
  private static final String FUNCTION = "Function";

  /** By the system's clock. */
  public FunctionMetrics(String function, Consumer<String> log) {
    this(function, log, InstantSource.system());
  }

  /**
   * Tells what a projector made of a batch: {@code ViewsMoved}, {@code ProjectionLag} (one value
   * for each view that moved), {@code DuplicatesDropped}, {@code GapsRepaired}, {@code
   * AggregatesParked}, {@code MessagesParked} and {@code MessagesToRetry}.
   */
  public void projected(String projection, ProjectedBatch batch) {
    Map<String, String> dimensions = new LinkedHashMap<>();
    dimensions.put(FUNCTION, function);
    dimensions.put("Projection", projection);
    write(
        new MetricDocument(dimensions)
            .count("ViewsMoved", batch.moved())
            .millis("ProjectionLag", batch.lags())
            .count("DuplicatesDropped", batch.duplicates())
            .count("GapsRepaired", batch.gaps())
            .count("AggregatesParked", batch.parkedAggregates())
            .count("MessagesParked", batch.parked().size())
            .count("MessagesToRetry", batch.retry().size()));
    batch.faults().forEach(this::misconfigured);
  }

  /**
   * Tells what a relay made of a batch: {@code CommitsRelayed}, {@code RelayLag} (one value for
   * each of these), {@code CommitsParked}, {@code CommitsAltered} and {@code CommitsToRetry}.
   */
  public void relayed(RelayedBatch batch) {
    write(
        new MetricDocument(Map.of(FUNCTION, function))
            .count("CommitsRelayed", batch.published())
            .millis("RelayLag", batch.lags())
            .count("CommitsParked", batch.parked())
            .count("CommitsAltered", batch.altered())
            .count("CommitsToRetry", batch.deferred()));
    batch.faults().forEach(this::misconfigured);
  }

  /**
   * Counts what an operator has to correct: {@code ConfigurationFaults}, by function, and by
   * function, service and error code.
   */
  public void misconfigured(ConfigurationFault fault) {
    Map<String, String> dimensions = new LinkedHashMap<>();
    dimensions.put(FUNCTION, function);
    dimensions.put("Service", fault.service());
    dimensions.put("ErrorCode", fault.code());
    write(
        new MetricDocument(dimensions, List.of(List.of(FUNCTION), List.copyOf(dimensions.keySet())))
            .count("ConfigurationFaults", 1));
  }

  private void write(MetricDocument document) {
    if (!document.isEmpty()) {
      log.accept(document.json(clock.instant()));
    }
  }
}
