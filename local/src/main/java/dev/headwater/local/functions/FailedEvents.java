package dev.headwater.local.functions;

import dev.headwater.local.functions.AsyncInvocations.Call;
import dev.headwater.local.functions.AsyncInvocations.Services;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Failed;
import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.ground.RedactedException;
import dev.headwater.local.queues.SqsText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends failed events to a function's dead-letter queue and its on-failure destination.
 *
 * @see <a href=
 *     "https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">Lambda:
 *     records of asynchronous invocations</a>
 */
record FailedEvents(Services services) {
  private static final Logger LOG = LoggerFactory.getLogger(FailedEvents.class);

  /** Lambda's limit for the attribute ErrorMessage. */
  private static final int MAX_ERROR_MESSAGE = 1024;

  /**
   * Discards an event.
   *
   * @param errors how often the function was called and failed
   */
  void add(Call call, int errors, Failed last) {
    String deadLetterQueue = call.config().deadLetterQueueArn();
    String onFailure = call.config().onFailureQueueArn();
    String requestId = UUID.randomUUID().toString();
    if (deadLetterQueue == null && onFailure == null) {
      LOG.error(
          "Function {} lost an event after {} errors, because it has neither a dead-letter queue"
              + " nor an on-failure destination: {}",
          call.functionName(),
          errors,
          last.errorType());
      return;
    }
    LOG.warn(
        "Function {} gave up an event after {} errors: {}",
        call.functionName(),
        errors,
        last.errorType());
    if (deadLetterQueue != null) {
      send(call, deadLetterQueue, call.event(), attributes(requestId, last));
    }
    if (onFailure != null) {
      send(call, onFailure, invocationRecord(call, requestId, errors, last), Map.of());
    }
  }

  private void send(
      Call call, String queueArn, String body, Map<String, MessageAttributeValue> attributes) {
    try {
      String url = services.queueUrlByName().apply(LocalArn.queueName(queueArn));
      services
          .sqs()
          .sendMessage(
              message ->
                  message
                      .queueUrl(url)
                      .messageBody(SqsText.ofJson(body))
                      .messageAttributes(attributes));
    } catch (SdkException | LocalCloudException e) {
      LOG.error(
          "Function {} lost an event because {} failed too: {}",
          call.functionName(),
          queueArn,
          RedactedException.describe(e));
      services.work().recordLoss();
    }
  }

  private static Map<String, MessageAttributeValue> attributes(String requestId, Failed last) {
    String message = last.errorMessage();
    return Map.of(
        "RequestID", SqsText.attribute(requestId),
        "ErrorCode",
            MessageAttributeValue.builder()
                .dataType("Number")
                .stringValue(isThrottled(last) ? "429" : "200")
                .build(),
        "ErrorMessage",
            SqsText.attribute(message.substring(0, Math.min(message.length(), MAX_ERROR_MESSAGE))));
  }

  private static String invocationRecord(Call call, String requestId, int errors, Failed last) {
    boolean throttled = isThrottled(last);
    JsonMapper json = JsonMapper.shared();
    ObjectNode invocation = json.createObjectNode();
    invocation.put("version", "1.0");
    invocation.put("timestamp", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    invocation
        .putObject("requestContext")
        .put("requestId", requestId)
        .put(
            "functionArn", LocalArn.function(call.functionName()) + ":" + InvocationContext.VERSION)
        .put("condition", throttled ? "EventAgeExceeded" : "RetriesExhausted")
        .put("approximateInvokeCount", errors);
    invocation.set("requestPayload", json.readTree(call.event()));
    if (!throttled) {
      invocation
          .putObject("responseContext")
          .put("statusCode", 200)
          .put("executedVersion", InvocationContext.VERSION)
          .put("functionError", "Unhandled");
      invocation.set("responsePayload", last.payload());
    }
    return invocation.toString();
  }

  private static boolean isThrottled(Failed last) {
    return last.errorType().equals(Failed.THROTTLED);
  }
}
