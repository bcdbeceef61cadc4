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
 * What a failed call to DynamoDB means for the caller.
 *
 * <ul>
 *   <li>A request that DynamoDB refuses for what is in it would be refused for ever: that is an
 *       {@link IllegalArgumentException}.
 *   <li>Throttling, conflicts with other writers (of another Region, too), faults of the service, a
 *       clock that is off and lost connections pass by themselves.
 *   <li>A call that was interrupted says nothing of DynamoDB, and passes too.
 *   <li>Everything else waits for an operator, by {@link ConfigurationFault}: missing rights, an
 *       expired or unknown token, a key of KMS that cannot be used, a missing table, and codes that
 *       nobody has heard of yet. AWS lets an {@code UnrecognizedClientException} be retried;
 *       nothing of a request that is repeated at once would differ, though.
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

  /** Beside what the SDK knows as throttling. */
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
   * A transaction that was cancelled for none of its conditions: it met another one, or was
   * throttled, and wrote nothing. Had an earlier try of the SDK succeeded, the token would have
   * answered so; but it may still be on its way.
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

  /** Whether no repetition of the same request can succeed. */
  public static boolean isRefusal(SdkException cause) {
    return cause instanceof AwsServiceException answer
        && (answer.statusCode() == PAYLOAD_TOO_LARGE || REFUSALS.contains(code(cause)));
  }

  /** Without its cause, whose message may quote an item. */
  private static IllegalArgumentException refusal(String action, SdkException cause) {
    return new IllegalArgumentException(message(action, cause));
  }

  /**
   * A refusal (4xx), a refused connection or a request that was never sent proves that this attempt
   * wrote nothing, but nothing about those that the SDK made before it.
   */
  private static boolean mayHaveTakenEffect(SdkException cause) {
    boolean wroteNothing =
        cause instanceof AwsServiceException answer
            ? answer.statusCode() >= 400 && answer.statusCode() < 500
            : cause.getCause() instanceof ConnectException || wasNotSent(cause);
    return wasRepeated(cause) || !wroteNothing || cause instanceof TransactionInProgressException;
  }

  /** As without credentials. Whatever fails later has a cause, or a type of its own. */
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

  /** Whether the SDK had tried before, and had got no answer or one that it repeats for. */
  public static boolean wasRepeated(SdkException cause) {
    Integer attempts = cause.numAttempts();
    return attempts != null && attempts > 1;
  }

  /** The service's own message stays with the cause: it may quote an item. */
  private static String message(String action, SdkException cause) {
    return "DynamoDB did not " + action + " (" + describe(cause) + ")";
  }

  /** The error's code and, for AWS's support, the id of the request. */
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
