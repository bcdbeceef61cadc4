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

/** Where a consumer puts messages that no retry can help. */
final class DeadLetterQueue {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterQueue.class);

  /** SQS's limit for one call. */
  private static final int MAX_ENTRIES = 10;

  /** For the messages of one call together; a larger one goes alone. */
  private static final int MAX_CALL_BYTES = 256 * 1024;

  private static final int MAX_REASON_LENGTH = 1000;
  private static final String OLD_PREFIX = "AWS.SimpleQueueService.";

  /**
   * What a call may be refused with for one of its letters; no operator can help there. Anything
   * else is the queue's fault or ours, whatever its status: SQS answers a missing right, key or
   * token with 400, too. {@code InvalidAction} is how ElasticMQ says that it cannot read a letter.
   */
  private static final Set<String> FOR_A_LETTER =
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
   * Sends the letters, and answers with the message ids of those that could not be sent. A call
   * that is refused for one of its letters is made again for each. After a call without an answer
   * none is begun any more: the rest would cost as long a wait each.
   *
   * @param faults is told what an operator has to correct
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

  /** False when there was no answer, or none about the letters. */
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
      if (call.size() > 1 && isForALetter(e)) {
        return sendEach(call, unsent, faults);
      }
      call.forEach(letter -> unsent.add(letter.messageId));
      LOG.warn("{} messages could not be parked ({})", call.size(), FailedCall.describe(e));
      ConfigurationFault fault = FailedCall.fault(FailedCall.SQS, e);
      if (fault != null && !isForALetter(e)) {
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

  /** Whether a call may have failed for one of its letters: neither for the queue nor for us. */
  private static boolean isForALetter(SdkException cause) {
    String code = FailedCall.code(cause);
    return isRefusal(cause)
        && FOR_A_LETTER.contains(
            code.startsWith(OLD_PREFIX) ? code.substring(OLD_PREFIX.length()) : code);
  }

  private static boolean isRefusal(SdkException cause) {
    return cause instanceof SdkServiceException answer
        && !answer.isThrottlingException()
        && answer.statusCode() < HttpStatusCode.INTERNAL_SERVER_ERROR;
  }

  /** A message to be parked as it came, with the reason. */
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

    /** With room for the attributes' names and types. */
    private long bytes() {
      return utf8(body) + utf8(reason) + 64;
    }

    private static long utf8(String text) {
      return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** SQS takes the characters of XML only, and no empty attribute. */
    private static String printable(String reason) {
      String bounded = reason.substring(0, Math.min(reason.length(), MAX_REASON_LENGTH));
      String printable = bounded.replaceAll("[^\\t\\n\\x20-\\x{D7FF}\\x{E000}-\\x{FFFD}]", "?");
      return printable.isEmpty() ? "unknown" : printable;
    }
  }
}
