package dev.headwater.eventbridge;

import dev.headwater.host.ConfigurationFault;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.HttpStatusCode;

/**
 * What may be said of a failed call to SQS or EventBridge: never the service's own message, which
 * may quote an event.
 *
 * <p>Throttling (of KMS, too), limits, faults of the service, a clock that is off and lost
 * connections pass by themselves. Any other refusal waits for an operator, by {@link
 * ConfigurationFault}: missing rights, an expired or unknown token, a key of KMS that cannot be
 * used, a missing queue or bus, and codes that nobody has heard of yet.
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

  /** Beside what the SDK knows as throttling; SQS has two names for each of its codes. */
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

  /** What an operator has to correct; {@code null} when the failure may pass by itself. */
  static @Nullable ConfigurationFault fault(String service, SdkException cause) {
    boolean mayPass =
        cause instanceof AwsServiceException answer
            ? answer.statusCode() >= HttpStatusCode.INTERNAL_SERVER_ERROR
                || answer.isThrottlingException()
                || answer.isClockSkewException()
                || PASSING.contains(code(cause))
            : !wasNotSigned(cause);
    return mayPass ? null : new ConfigurationFault(service, code(cause));
  }

  /** As without credentials. Whatever fails later has a cause, or a type of its own. */
  private static boolean wasNotSigned(SdkException cause) {
    return cause.getClass() == SdkClientException.class && cause.getCause() == null;
  }

  /** The error's code and, for AWS's support, the id of the request. */
  static String describe(SdkException cause) {
    return cause instanceof AwsServiceException answer && answer.requestId() != null
        ? code(cause) + ", request " + answer.requestId()
        : code(cause);
  }

  static String code(SdkException cause) {
    if (wasNotSigned(cause)) {
      return "NoCredentials";
    }
    return cause instanceof AwsServiceException answer
            && answer.awsErrorDetails() != null
            && answer.awsErrorDetails().errorCode() != null
        ? answer.awsErrorDetails().errorCode()
        : cause.getClass().getSimpleName();
  }
}
