package dev.headwater.local.mappings;

import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.ground.RedactedException;
import dev.headwater.local.ground.StopSignal;
import dev.headwater.local.queues.LocalSqs;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reports discarded records to the on-failure destination, a queue. The message has no payload,
 * only the records' position in the stream. Its {@code streamArn} is DynamoDB Local's own, so that
 * a reader of the message can fetch the records.
 *
 * @see <a href=
 *     "https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html">Lambda: retain
 *     discarded records</a>
 */
record FailureDestination(
    String functionName,
    String streamArn,
    @Nullable String queueArn,
    LocalSqs queues,
    StopSignal stop) {
  private static final Logger LOG = LoggerFactory.getLogger(FailureDestination.class);
  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

  /**
   * Returns once the destination, if any, has the message; {@code false} if a stop came first.
   *
   * @param condition why the records were discarded
   * @param calls how often the function was called with them
   * @param functionError whether the last call threw
   */
  boolean send(StreamBatch batch, String condition, int calls, boolean functionError) {
    LOG.warn(
        "{} discarded {} records of {} from {} to {}: {}",
        functionName,
        batch.size(),
        batch.shardId(),
        batch.records().getFirst().sequenceNumber(),
        batch.records().getLast().sequenceNumber(),
        condition);
    if (queueArn == null) {
      return true;
    }
    String message = message(batch, condition, calls, functionError).toString();
    while (!stop.requested()) {
      try {
        String url = queues.url(LocalArn.queueName(queueArn));
        queues.client().sendMessage(r -> r.queueUrl(url).messageBody(message));
        return true;
      } catch (SdkException e) {
        LOG.warn(
            "Cannot send to the failure destination {}, trying again",
            queueArn,
            RedactedException.of(e));
        stop.pause(RETRY_INTERVAL);
      }
    }
    return false;
  }

  private ObjectNode message(
      StreamBatch batch, String condition, int calls, boolean functionError) {
    ObjectNode message =
        JsonNodeFactory.instance
            .objectNode()
            .put("version", "1.0")
            .put("timestamp", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    message
        .putObject("requestContext")
        .put("requestId", UUID.randomUUID().toString())
        .put("functionArn", LocalArn.function(functionName))
        .put("condition", condition)
        .put("approximateInvokeCount", calls);
    ObjectNode response =
        message
            .putObject("responseContext")
            .put("statusCode", 200)
            .put("executedVersion", "$LATEST");
    if (functionError) {
      response.put("functionError", "Unhandled");
    }
    StreamRecord first = batch.records().getFirst();
    StreamRecord last = batch.records().getLast();
    message
        .putObject("DDBStreamBatchInfo")
        .put("shardId", batch.shardId())
        .put("startSequenceNumber", first.sequenceNumber())
        .put("endSequenceNumber", last.sequenceNumber())
        .put("approximateArrivalOfFirstRecord", first.arrived().toString())
        .put("approximateArrivalOfLastRecord", last.arrived().toString())
        .put("batchSize", batch.size())
        .put("streamArn", streamArn);
    return message;
  }
}
