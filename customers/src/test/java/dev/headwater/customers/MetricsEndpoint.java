package dev.headwater.customers;

import dev.headwater.local.bus.LocalBus;
import dev.headwater.local.endpoints.AwsEndpoint;
import dev.headwater.local.functions.AsyncInvoker;
import dev.headwater.local.functions.FunctionInvoker.Invocation;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Answered;
import dev.headwater.local.metrics.LocalMetrics;
import dev.headwater.local.metrics.MeasuredInvoker;
import dev.headwater.local.queues.LocalSqs;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/** Answers as CloudWatch does, of calls that a test says were made. */
record MetricsEndpoint(LocalMetrics metrics, AwsEndpoint endpoint) implements AutoCloseable {
  static MetricsEndpoint start(LocalSqs unused) {
    LocalMetrics metrics = new LocalMetrics(Stream.empty());
    var targets = new LocalBus.Targets(unused.client(), name -> name, () -> {});
    return new MetricsEndpoint(
        metrics,
        AwsEndpoint.start(
            new LocalBus(List.of(), List.of(), targets),
            (name, event) -> new Answered(event),
            AsyncInvoker.NONE,
            List.of(),
            metrics));
  }

  URI uri() {
    return endpoint.uri();
  }

  /** Counts a call of a function. */
  void called(String function, Invocation outcome) {
    new MeasuredInvoker((name, event) -> outcome, metrics).invoke(function, "{}");
  }

  /** Counts commits as the relay does. */
  void relayed(String function, int commits) {
    metrics.gather(
        """
        {"_aws": {"CloudWatchMetrics": [{"Namespace": "Headwater", "Dimensions": [["Function"]],
         "Metrics": [{"Name": "CommitsRelayed", "Unit": "Count"}]}]},
         "Function": "%s", "CommitsRelayed": %s}\
        """
            .formatted(function, commits));
  }

  @Override
  public void close() {
    endpoint.close();
  }
}
