package dev.headwater.dynamodb.internal;

import dev.headwater.host.ConfigurationFault;
import dev.headwater.host.UnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/**
 * Translates a failed call to DynamoDB for the caller.
 *
 * <ul>
 *   <li>A request that DynamoDB refuses because of its content would be refused again: it becomes
 *       an {@link IllegalArgumentException}.
 *   <li>Throttling, conflicts with other writers (including those in other Regions), service
 *       faults, clock skew and lost connections are transient.
 *   <li>An interrupted call says nothing about DynamoDB, and counts as transient, too.
 *   <li>Everything else needs an operator and carries a {@link ConfigurationFault}: missing
 *       permissions, an expired or unknown token, an unusable KMS key, a missing table, and any
 *       unknown error code. AWS considers {@code UnrecognizedClientException} retryable, but an
 *       immediate retry would send the same credentials.
 * </ul>
 *
 * @see <a href=
 *     "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html"
 *     >Error handling with DynamoDB</a>
 */
public final class SdkFailures {
  private static final Set<String> REFUSALS =
      Set.of(
          "ValidationException",
          "SerializationException",
          "ItemCollectionSizeLimitExceededException",
          "ValidationError",
          "ItemCollectionSizeLimitExceeded");

  /** Transient, in addition to what the SDK recognises as throttling. */
  private static final Set<String> PASSING =
      Set.of(
          "TransactionConflictException",
          "TransactionInProgressException",
          "ReplicatedWriteConflictException",
          "LimitExceededException",
          "PriorRequestNotComplete",
          "RequestTimeout",
          "RequestTimeoutException");

  private static final String SERVICE = "DynamoDB";
  private static final int PAYLOAD_TOO_LARGE = 413;

  private SdkFailures() {}

  public static RuntimeException ofRead(String action, SdkException cause) {
    return isRefusal(cause)
        ? refusal(action, cause)
        : new UnavailableException(message(action, cause), false, fault(cause), cause);
  }

  public static RuntimeException ofWrite(String action, SdkException cause) {
    return isRefusal(cause)
        ? refusal(action, cause)
        : new UnavailableException(
            message(action, cause), mayHaveTakenEffect(cause), fault(cause), cause);
  }

  /**
   * For a transaction that was cancelled, but not by one of its conditions: it conflicted with
   * another one, or was throttled, and wrote nothing. If an earlier attempt of the SDK had
   * succeeded, its token would have returned that success; but it may still be in progress.
   */
  public static RuntimeException ofCancelled(String action, TransactionCanceledException cause) {
    List<String> codes =
        cause.cancellationReasons().stream()
            .map(CancellationReason::code)
            .filter(code -> code != null && !code.equals("None"))
            .distinct()
            .toList();
    String message =
        "DynamoDB did not "
            + action
            + " ("
            + describe(cause)
            + ", "
            + String.join(", ", codes)
            + ")";
    return codes.stream().anyMatch(REFUSALS::contains)
        ? new IllegalArgumentException(message)
        : new UnavailableException(message, wasRepeated(cause), cause);
  }

  /** Whether the same request can never succeed. */
  public static boolean isRefusal(SdkException cause) {
    return cause instanceof AwsServiceException answer
        && (answer.statusCode() == PAYLOAD_TOO_LARGE || REFUSALS.contains(code(cause)));
  }

  /** Omits the cause, whose message may quote an item. */
  private static IllegalArgumentException refusal(String action, SdkException cause) {
    return new IllegalArgumentException(message(action, cause));
  }

  /**
   * A refusal (4xx), a refused connection or an unsent request proves that this attempt wrote
   * nothing. It proves nothing about the SDK's earlier attempts.
   */
  private static boolean mayHaveTakenEffect(SdkException cause) {
    boolean wroteNothing =
        cause instanceof AwsServiceException answer
            ? answer.statusCode() >= 400 && answer.statusCode() < 500
            : cause.getCause() instanceof ConnectException || wasNotSent(cause);
    return wasRepeated(cause) || !wroteNothing || cause instanceof TransactionInProgressException;
  }

  /** For instance without credentials. Later failures have a cause or a more specific type. */
  private static boolean wasNotSent(SdkException cause) {
    return cause.getClass() == SdkClientException.class && cause.getCause() == null;
  }

  private static @Nullable ConfigurationFault fault(SdkException cause) {
    return mayPass(cause) ? null : new ConfigurationFault(SERVICE, code(cause));
  }

  private static boolean mayPass(SdkException cause) {
    return cause instanceof AwsServiceException answer
        ? answer.statusCode() >= 500
            || answer.isThrottlingException()
            || answer.isClockSkewException()
            || PASSING.contains(code(cause))
        : cause.retryable() || isLostConnection(cause) || wasInterrupted(cause);
  }

  private static boolean isLostConnection(SdkException cause) {
    boolean timedOut =
        cause instanceof ApiCallTimeoutException || cause instanceof ApiCallAttemptTimeoutException;
    return timedOut
        || cause.getCause() instanceof IOException
        || cause.getCause() instanceof UncheckedIOException;
  }

  private static boolean wasInterrupted(SdkException cause) {
    return cause instanceof AbortedException || cause.getCause() instanceof InterruptedException;
  }

  /** Whether the SDK had made an earlier attempt, which may have taken effect. */
  public static boolean wasRepeated(SdkException cause) {
    Integer attempts = cause.numAttempts();
    return attempts != null && attempts > 1;
  }

  /** Omits the service's own message, which may quote an item; it remains in the cause. */
  private static String message(String action, SdkException cause) {
    return "DynamoDB did not " + action + " (" + describe(cause) + ")";
  }

  /** The error code and, for AWS Support, the request id. */
  public static String describe(SdkException cause) {
    return cause instanceof AwsServiceException answer && answer.requestId() != null
        ? code(cause) + ", request " + answer.requestId()
        : code(cause);
  }

  private static String code(SdkException cause) {
    if (wasNotSent(cause)) {
      return "NoCredentials";
    }
    return cause instanceof AwsServiceException answer
            && answer.awsErrorDetails() != null
            && answer.awsErrorDetails().errorCode() != null
        ? answer.awsErrorDetails().errorCode()
        : cause.getClass().getSimpleName();
  }
}
