package dev.headwater.local;

import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.ground.RedactedException;
import dev.headwater.local.mappings.EventSources;
import dev.headwater.local.metrics.AwsMetric;
import dev.headwater.local.metrics.LocalMetrics.Reading;
import dev.headwater.local.queues.LocalSqs;
import dev.headwater.local.template.QueueDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** How far streams lag, and how many messages are in each queue, at the moment. */
record StackGauges(List<QueueDeclaration> declared, LocalSqs queues, EventSources sources)
    implements Supplier<List<Reading>> {
  private static final Logger LOG = LoggerFactory.getLogger(StackGauges.class);
  private static final Map<QueueAttributeName, AwsMetric> DEPTHS =
      Map.of(
          QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, AwsMetric.VISIBLE,
          QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE, AwsMetric.NOT_VISIBLE,
          QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED, AwsMetric.DELAYED);

  /** Without the depths of queues that do not answer. */
  @Override
  public List<Reading> get() {
    List<Reading> readings = new ArrayList<>();
    sources
        .lags()
        .forEach(
            (function, lag) ->
                readings.add(
                    new Reading(AwsMetric.ITERATOR_AGE, function, (double) lag.toMillis())));
    try {
      for (QueueDeclaration queue : declared) {
        Map<QueueAttributeName, Long> depths = queues.depths(queue.queueName());
        DEPTHS.forEach(
            (attribute, metric) ->
                readings.add(
                    new Reading(
                        metric, queue.queueName(), (double) depths.getOrDefault(attribute, 0L))));
      }
    } catch (SdkException | LocalCloudException e) {
      LOG.warn("Queues do not answer how many messages they hold", RedactedException.of(e));
    }
    return readings;
  }
}
