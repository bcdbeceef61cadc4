package dev.headwater.eventbridge;

import dev.headwater.host.ConfigurationFault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.http.HttpStatusCode;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** Where a consumer sends messages that will fail however often they are retried. */
final class DeadLetterQueue {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterQueue.class);

  /** SQS's limit for one call. */
  private static final int MAX_ENTRIES = 10;

  /** The limit for all messages of one call; a larger message goes in a call of its own. */
  private static final int MAX_CALL_BYTES = 256 * 1024;

  private static final int MAX_REASON_LENGTH = 1000;
  private static final String OLD_PREFIX = "AWS.SimpleQueueService.";

  /**
   * Error codes that may blame a single letter, and that no operator can fix. Any other code blames
   * the queue or our configuration, whatever the status: SQS also answers 400 to a missing
   * permission, key or token. ElasticMQ answers {@code InvalidAction} to a letter that it cannot
   * read.
   */
  private static final Set<String> LETTER_ERRORS =
      Set.of(
          "InvalidMessageContents",
          "InvalidParameterValue",
          "BatchRequestTooLong",
          "InvalidAction");

  private final SqsClient sqs;
  private final String queueUrl;

  DeadLetterQueue(SqsClient sqs, String queueUrl) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
  }

  /**
   * Sends the letters, and returns the message ids of those that could not be sent. If a letter
   * gets a whole call refused, each letter is sent again in a call of its own. After a call without
   * an answer no further call is made, since each would wait as long.
   *
   * @param faults receives what an operator has to correct
   */
  Set<String> send(List<Letter> letters, Consumer<ConfigurationFault> faults) {
    Set<String> unsent = new HashSet<>();
    boolean answers = true;
    for (List<Letter> call : calls(letters)) {
      if (answers) {
        answers = sendCall(call, unsent, faults);
      } else {
        call.forEach(letter -> unsent.add(letter.messageId));
      }
    }
    return unsent;
  }

  private static List<List<Letter>> calls(List<Letter> letters) {
    List<List<Letter>> calls = new ArrayList<>();
    long bytes = 0;
    for (Letter letter : letters) {
      if (calls.isEmpty()
          || calls.getLast().size() == MAX_ENTRIES
          || bytes + letter.bytes() > MAX_CALL_BYTES) {
        calls.add(new ArrayList<>(MAX_ENTRIES));
        bytes = 0;
      }
      calls.getLast().add(letter);
      bytes += letter.bytes();
    }
    return calls;
  }

  /** False if SQS did not answer, or refused for a reason that every further call would meet. */
  private boolean sendCall(
      List<Letter> call, Set<String> unsent, Consumer<ConfigurationFault> faults) {
    List<SendMessageBatchRequestEntry> entries = new ArrayList<>(call.size());
    for (Letter letter : call) {
      entries.add(letter.entry(Integer.toString(entries.size())));
    }
    try {
      for (BatchResultErrorEntry failed :
          sqs.sendMessageBatch(send -> send.queueUrl(queueUrl).entries(entries)).failed()) {
        unsent.add(call.get(Integer.parseInt(failed.id())).messageId);
        LOG.warn("A message could not be parked ({})", failed.code());
      }
      return true;
    } catch (SdkException e) {
      if (call.size() > 1 && isLetterError(e)) {
        return sendEach(call, unsent, faults);
      }
      call.forEach(letter -> unsent.add(letter.messageId));
      LOG.warn("{} messages could not be parked ({})", call.size(), FailedCall.describe(e));
      ConfigurationFault fault = FailedCall.fault(FailedCall.SQS, e);
      if (fault != null && !isLetterError(e)) {
        faults.accept(fault);
      }
      return isRefusal(e);
    }
  }

  private boolean sendEach(
      List<Letter> letters, Set<String> unsent, Consumer<ConfigurationFault> faults) {
    boolean answers = true;
    for (Letter letter : letters) {
      if (answers) {
        answers = sendCall(List.of(letter), unsent, faults);
      } else {
        unsent.add(letter.messageId);
      }
    }
    return answers;
  }

  /**
   * Whether a single letter may have made the call fail, rather than the queue or the
   * configuration.
   */
  private static boolean isLetterError(SdkException cause) {
    String code = FailedCall.code(cause);
    return isRefusal(cause)
        && LETTER_ERRORS.contains(
            code.startsWith(OLD_PREFIX) ? code.substring(OLD_PREFIX.length()) : code);
  }

  private static boolean isRefusal(SdkException cause) {
    return cause instanceof SdkServiceException answer
        && !answer.isThrottlingException()
        && answer.statusCode() < HttpStatusCode.INTERNAL_SERVER_ERROR;
  }

  /** A message to park unchanged, with the reason. */
  record Letter(String messageId, String body, String reason) {
    Letter {
      reason = printable(reason);
    }

    private SendMessageBatchRequestEntry entry(String id) {
      return SendMessageBatchRequestEntry.builder()
          .id(id)
          .messageBody(body)
          .messageAttributes(
              Map.of(QueueMessage.REPAIR, attribute("true"), "reason", attribute(reason)))
          .build();
    }

    private static MessageAttributeValue attribute(String value) {
      return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
    }

    /** Includes an allowance for the names and types of the attributes. */
    private long bytes() {
      return utf8(body) + utf8(reason) + 64;
    }

    private static long utf8(String text) {
      return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** SQS accepts only characters that XML allows, and no empty attribute. */
    private static String printable(String reason) {
      String bounded = reason.substring(0, Math.min(reason.length(), MAX_REASON_LENGTH));
      String printable = bounded.replaceAll("[^\\t\\n\\x20-\\x{D7FF}\\x{E000}-\\x{FFFD}]", "?");
      return printable.isEmpty() ? "unknown" : printable;
    }
  }
}
