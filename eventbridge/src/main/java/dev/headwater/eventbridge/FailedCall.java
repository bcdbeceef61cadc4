package dev.headwater.eventbridge;

import dev.headwater.host.ConfigurationFault;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.HttpStatusCode;

/**
 * Describes a failed call to SQS or EventBridge, and decides whether the failure may pass. It never
 * quotes the service's own message, which may hold content of an event.
 *
 * <p>Throttling (also by KMS), limits, server errors, a clock that is off and lost connections pass
 * by themselves. Any other refusal is a {@link ConfigurationFault} for an operator: missing
 * permissions, an expired or unknown token, an unusable KMS key, a missing queue or bus, and
 * unknown codes.
 *
 * @see <a href=
 *     "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html"
 *     >Errors of SQS</a>
 * @see <a href= "https://docs.aws.amazon.com/eventbridge/latest/APIReference/CommonErrors.html"
 *     >Common errors of EventBridge</a>
 */
final class FailedCall {
  static final String SQS = "SQS";
  static final String EVENT_BRIDGE = "EventBridge";

  /**
   * In addition to what the SDK recognises as throttling. SQS has two names for each of its codes.
   */
  private static final Set<String> PASSING =
      Set.of(
          "KmsThrottled",
          "KMS.ThrottlingException",
          "KMSThrottlingException",
          "OverLimit",
          "LimitExceededException",
          "ConcurrentModificationException",
          "PriorRequestNotComplete",
          "RequestTimeout",
          "RequestTimeoutException");

  private FailedCall() {}

  /** What an operator has to correct; {@code null} if the failure may pass by itself. */
  static @Nullable ConfigurationFault fault(String service, SdkException cause) {
    boolean mayPass =
        cause instanceof AwsServiceException answer
            ? answer.statusCode() >= HttpStatusCode.INTERNAL_SERVER_ERROR
                || answer.isThrottlingException()
                || answer.isClockSkewException()
                || PASSING.contains(code(cause))
            : !lacksCredentials(cause);
    return mayPass ? null : new ConfigurationFault(service, code(cause));
  }

  /**
   * True if there were no credentials: any later failure has a cause or an exception type of its
   * own.
   */
  private static boolean lacksCredentials(SdkException cause) {
    return cause.getClass() == SdkClientException.class && cause.getCause() == null;
  }

  /** The error code and, for AWS Support, the id of the request. */
  static String describe(SdkException cause) {
    return cause instanceof AwsServiceException answer && answer.requestId() != null
        ? code(cause) + ", request " + answer.requestId()
        : code(cause);
  }

  static String code(SdkException cause) {
    if (lacksCredentials(cause)) {
      return "NoCredentials";
    }
    return cause instanceof AwsServiceException answer
            && answer.awsErrorDetails() != null
            && answer.awsErrorDetails().errorCode() != null
        ? answer.awsErrorDetails().errorCode()
        : cause.getClass().getSimpleName();
  }
}
