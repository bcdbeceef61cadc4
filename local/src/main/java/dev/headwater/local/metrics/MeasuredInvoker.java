package dev.headwater.local.metrics;

import dev.headwater.local.functions.FunctionInvoker;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Failed;

/** Counts the calls of functions as Lambda does. */
public record MeasuredInvoker(FunctionInvoker functions, LocalMetrics metrics)
    implements FunctionInvoker {
  @Override
  public Invocation invoke(String functionName, String event) {
    Invocation outcome = functions.invoke(functionName, event);
    String failure = outcome instanceof Failed failed ? failed.errorType() : "";
    switch (failure) {
      case Failed.THROTTLED -> metrics.count(AwsMetric.THROTTLES, functionName, 1);
      case Failed.EVENT_TOO_LARGE, Failed.STOPPING -> {} // the function did not run
      default -> {
        metrics.count(AwsMetric.INVOCATIONS, functionName, 1);
        metrics.count(AwsMetric.ERRORS, functionName, failure.isEmpty() ? 0 : 1);
      }
    }
    return outcome;
  }
}
