package dev.headwater.eventbridge;

import dev.headwater.host.ConfigurationFault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.http.HttpStatusCode;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** Sends messages to a queue, as many as it can: one that the queue refuses fails alone. */
final class QueueSender {
  private static final Logger LOG = LoggerFactory.getLogger(QueueSender.class);

  /** SQS's limit for one call. */
  private static final int MAX_ENTRIES = 10;

  /** The limit for all messages of one call; a larger message goes in a call of its own. */
  private static final int MAX_CALL_BYTES = 256 * 1024;

  private static final String OLD_PREFIX = "AWS.SimpleQueueService.";

  /**
   * Error codes that may blame a single message, and that no operator can fix. Any other code
   * blames the queue or our configuration, whatever the status: SQS also answers 400 to a missing
   * permission, key or token. ElasticMQ answers {@code InvalidAction} to a message that it cannot
   * read, and {@code InvalidAttributeValue} to one that is too large.
   */
  private static final Set<String> MESSAGE_ERRORS =
      Set.of(
          "InvalidMessageContents",
          "InvalidParameterValue",
          "BatchRequestTooLong",
          "InvalidAction",
          "InvalidAttributeValue");

  private final SqsClient sqs;
  private final String queueUrl;

  QueueSender(SqsClient sqs, String queueUrl) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
  }

  /**
   * Sends the messages, and returns the ids of those that could not be sent. If a message gets a
   * whole call refused, each message is sent again in a call of its own. After a call without an
   * answer no further call is made, since each would wait as long.
   *
   * @param faults receives what an operator has to correct
   */
  Set<String> send(List<Outgoing> messages, Consumer<ConfigurationFault> faults) {
    return trySend(messages, faults).keySet();
  }

  /** The same, with the reason for each message that could not be sent. */
  Map<String, Unsent> trySend(List<Outgoing> messages, Consumer<ConfigurationFault> faults) {
    Map<String, Unsent> unsent = new HashMap<>();
    boolean answers = true;
    for (List<Outgoing> call : calls(messages)) {
      if (answers) {
        answers = sendCall(call, unsent, faults);
      } else {
        call.forEach(message -> unsent.put(message.id, Unsent.NO_ANSWER));
      }
    }
    return unsent;
  }

  private static List<List<Outgoing>> calls(List<Outgoing> messages) {
    List<List<Outgoing>> calls = new ArrayList<>();
    long bytes = 0;
    for (Outgoing message : messages) {
      if (calls.isEmpty()
          || calls.getLast().size() == MAX_ENTRIES
          || bytes + message.bytes() > MAX_CALL_BYTES) {
        calls.add(new ArrayList<>(MAX_ENTRIES));
        bytes = 0;
      }
      calls.getLast().add(message);
      bytes += message.bytes();
    }
    return calls;
  }

  /** False if SQS did not answer, or refused for a reason that every further call would meet. */
  private boolean sendCall(
      List<Outgoing> call, Map<String, Unsent> unsent, Consumer<ConfigurationFault> faults) {
    List<SendMessageBatchRequestEntry> entries = new ArrayList<>(call.size());
    for (Outgoing message : call) {
      entries.add(message.entry(Integer.toString(entries.size())));
    }
    try {
      for (BatchResultErrorEntry failed :
          sqs.sendMessageBatch(send -> send.queueUrl(queueUrl).entries(entries)).failed()) {
        unsent.put(
            call.get(Integer.parseInt(failed.id())).id,
            new Unsent(String.valueOf(failed.code()), isMessageError(failed.code())));
        LOG.warn("A message could not be sent ({})", failed.code());
      }
      return true;
    } catch (SdkException e) {
      if (call.size() > 1 && isMessageError(e)) {
        return sendEach(call, unsent, faults);
      }
      Unsent reason = new Unsent(FailedCall.code(e), isMessageError(e));
      call.forEach(message -> unsent.put(message.id, reason));
      LOG.warn("{} messages could not be sent ({})", call.size(), FailedCall.describe(e));
      ConfigurationFault fault = FailedCall.fault(FailedCall.SQS, e);
      if (fault != null && !reason.isRefusal()) {
        faults.accept(fault);
      }
      return isRefusal(e);
    }
  }

  private boolean sendEach(
      List<Outgoing> messages, Map<String, Unsent> unsent, Consumer<ConfigurationFault> faults) {
    boolean answers = true;
    for (Outgoing message : messages) {
      if (answers) {
        answers = sendCall(List.of(message), unsent, faults);
      } else {
        unsent.put(message.id, Unsent.NO_ANSWER);
      }
    }
    return answers;
  }

  /**
   * Whether a single message may have made the call fail, rather than the queue or the
   * configuration.
   */
  private static boolean isMessageError(SdkException cause) {
    return isRefusal(cause) && isMessageError(FailedCall.code(cause));
  }

  private static boolean isMessageError(@Nullable String code) {
    return code != null
        && MESSAGE_ERRORS.contains(
            code.startsWith(OLD_PREFIX) ? code.substring(OLD_PREFIX.length()) : code);
  }

  private static boolean isRefusal(SdkException cause) {
    return cause instanceof SdkServiceException answer
        && !answer.isThrottlingException()
        && answer.statusCode() < HttpStatusCode.INTERNAL_SERVER_ERROR;
  }

  /**
   * Why a message could not be sent.
   *
   * @param code an error code, without any content
   * @param isRefusal whether the queue refuses the message itself, so that another attempt would
   *     fail as well
   */
  record Unsent(String code, boolean isRefusal) {
    private static final Unsent NO_ANSWER = new Unsent("NoAnswer", false);
  }

  /**
   * A message to send.
   *
   * @param id by which the caller knows it
   * @param attributes its message attributes, all of them text
   */
  record Outgoing(String id, String body, Map<String, String> attributes) {
    private static final int ATTRIBUTE_OVERHEAD_BYTES = 32;

    private SendMessageBatchRequestEntry entry(String id) {
      Map<String, MessageAttributeValue> values = new HashMap<>();
      attributes.forEach(
          (name, value) ->
              values.put(
                  name,
                  MessageAttributeValue.builder().dataType("String").stringValue(value).build()));
      return SendMessageBatchRequestEntry.builder()
          .id(id)
          .messageBody(body)
          .messageAttributes(values)
          .build();
    }

    private long bytes() {
      long bytes = utf8(body);
      for (String value : attributes.values()) {
        bytes += utf8(value) + ATTRIBUTE_OVERHEAD_BYTES;
      }
      return bytes;
    }

    private static long utf8(String text) {
      return text.getBytes(StandardCharsets.UTF_8).length;
    }
  }
}
