package dev.headwater.eventbridge;

import dev.headwater.host.UnavailableException;
import dev.headwater.relay.ParkedCommits;
import dev.headwater.relay.StreamRecord.ItemKey;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Parks commits in an SQS queue, each as {@code {"PK":"…","SK":"…","reason":"…"}}. Every key is
 * escaped where needed, so the queue accepts it.
 */
public final class SqsParkedCommits implements ParkedCommits {
  private final SqsClient sqs;
  private final String queueUrl;

  public SqsParkedCommits(SqsClient sqs, String queueUrl) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
  }

  @Override
  public void park(ItemKey key, String reason) {
    Map<String, String> message = new LinkedHashMap<>();
    message.put("PK", key.partition());
    message.put("SK", key.sort());
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
