package dev.headwater.eventbridge;

import dev.headwater.host.UnavailableException;
import dev.headwater.relay.ParkedCommits;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Parks commits in an SQS queue, each as its key and the reason: for the events table, {@code
 * {"PK":"…","SK":"…","reason":"…"}}. Every key is escaped where needed, so the queue accepts it.
 */
public final class SqsParkedCommits implements ParkedCommits {
  private final SqsClient sqs;
  private final String queueUrl;

  /** Parks commits in the queue with this URL. */
  public SqsParkedCommits(SqsClient sqs, String queueUrl) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
  }

  @Override
  public void park(Map<String, String> key, String reason) {
    Map<String, String> message = new LinkedHashMap<>(key);
    message.put("reason", reason);
    try {
      sqs.sendMessage(send -> send.queueUrl(queueUrl).messageBody(Json.write(message)));
    } catch (SdkException e) {
      throw new UnavailableException(
          "Could not park a commit in SQS (" + FailedCall.describe(e) + ")",
          true,
          FailedCall.fault(FailedCall.SQS, e),
          e);
    }
  }
}
