package dev.headwater.local.metrics;

import dev.headwater.local.metrics.MetricDocument.Metric;
import java.util.List;
import java.util.Map;

/**
 * What AWS itself measures of functions and queues, under AWS's names, and the local cloud, too.
 */
public enum AwsMetric {
  INVOCATIONS("AWS/Lambda", "Invocations", "Count", "Calls that ran the function."),
  ERRORS("AWS/Lambda", "Errors", "Count", "Calls that failed or timed out."),
  THROTTLES("AWS/Lambda", "Throttles", "Count", "Calls refused because all instances were busy."),
  ITERATOR_AGE(
      "AWS/Lambda",
      "IteratorAge",
      "Milliseconds",
      "Age of the oldest stream record that the function has read and not handled."),
  VISIBLE(
      "AWS/SQS", "ApproximateNumberOfMessagesVisible", "Count", "Messages waiting in the queue."),
  NOT_VISIBLE(
      "AWS/SQS",
      "ApproximateNumberOfMessagesNotVisible",
      "Count",
      "Messages received and not yet deleted."),
  DELAYED("AWS/SQS", "ApproximateNumberOfMessagesDelayed", "Count", "Messages still delayed.");

  private final String namespace;
  private final String metricName;
  private final String unit;
  private final String description;

  AwsMetric(String namespace, String metricName, String unit, String description) {
    this.namespace = namespace;
    this.metricName = metricName;
    this.unit = unit;
    this.description = description;
  }

  String description() {
    return description;
  }

  /**
   * A value of it.
   *
   * @param resource the function's or queue's name
   */
  Metric of(String resource, double value) {
    String dimension = namespace.equals("AWS/SQS") ? "QueueName" : "FunctionName";
    return new Metric(namespace, metricName, unit, Map.of(dimension, resource), List.of(value));
  }
}
