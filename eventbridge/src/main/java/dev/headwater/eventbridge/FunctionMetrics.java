package dev.headwater.eventbridge;

import dev.headwater.host.ConfigurationFault;
import dev.headwater.projection.ProjectedBatch;
import dev.headwater.relay.RelayedBatch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reports the results of a function's batches to CloudWatch: one log line per batch, from which
 * CloudWatch extracts metrics in the namespace {@value MetricDocument#NAMESPACE}. It makes no call
 * and needs no permission beyond writing logs.
 *
 * <p>Counts of zero are left out, unless an alarm would miss them, since a metric costs money for
 * every hour in which it has a value. The dimensions are the function and the projection, never an
 * id: metrics hold no personal data, and their number does not grow with the data.
 *
 * @param function the function's name, which distinguishes the stacks of one account
 * @param log writes a line unchanged, such as {@code context.getLogger()::log} of a function whose
 *     log format is {@code Text}. With {@code JSON}, Lambda wraps the line and CloudWatch finds no
 *     metrics
 * @param clock gives the metrics their time
 */
public record FunctionMetrics(String function, Consumer<String> log, InstantSource clock) {
  private static final String FUNCTION = "Function";

  /** Uses the system clock. */
  public FunctionMetrics(String function, Consumer<String> log) {
    this(function, log, InstantSource.system());
  }

  /**
   * Reports a projector's batch: {@code ViewsMoved}, {@code ProjectionLag} (one value for each view
   * that moved), {@code DuplicatesDropped}, {@code GapsRepaired}, {@code AggregatesParked}, {@code
   * MessagesParked} and {@code MessagesToRetry}.
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
   * Reports a relay's batch: {@code CommitsRelayed}, {@code RelayLag} (one value for each of
   * these), {@code CommitsParked}, {@code CommitsSkipped}, {@code CommitsAltered} and {@code
   * CommitsToRetry}.
   */
  public void relayed(RelayedBatch batch) {
    write(
        new MetricDocument(Map.of(FUNCTION, function))
            .count("CommitsRelayed", batch.published())
            .millis("RelayLag", batch.lags())
            .count("CommitsParked", batch.parked())
            .count("CommitsSkipped", batch.skipped())
            .count("CommitsAltered", batch.altered())
            .count("CommitsToRetry", batch.deferred()));
    batch.faults().forEach(this::misconfigured);
  }

  /**
   * Counts the stored views that queries could not show, because another projection had folded them
   * or they were damaged, and refolded: {@code ForeignViews}, by function and by the view's
   * projection. A rebuild ends this.
   */
  public void refolded(String projection, long views) {
    Map<String, String> dimensions = new LinkedHashMap<>();
    dimensions.put(FUNCTION, function);
    dimensions.put("Projection", projection);
    write(new MetricDocument(dimensions).count("ForeignViews", views));
  }

  /** Reports how long heartbeats took: {@code HeartbeatLag}, one value for each. */
  public void heartbeats(List<Duration> lags) {
    write(new MetricDocument(Map.of(FUNCTION, function)).millis("HeartbeatLag", lags));
  }

  /**
   * Reports a check of views: {@code StreamsChecked}, even if there are none, {@code
   * ViewsDiffering} and {@code CheckUnfinished}.
   *
   * @param differing how many differences were found
   * @param complete whether all was checked that was to be checked
   */
  public void checked(long streams, long differing, boolean complete) {
    write(
        new MetricDocument(Map.of(FUNCTION, function))
            .total("StreamsChecked", streams)
            .count("ViewsDiffering", differing)
            .count("CheckUnfinished", complete ? 0 : 1));
  }

  /**
   * Counts a fault that an operator has to correct: {@code ConfigurationFaults}, by function, and
   * by function, service and error code.
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
