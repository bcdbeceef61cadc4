package dev.headwater.eventbridge;

import dev.headwater.host.ConfigurationFault;
import dev.headwater.relay.EventPublisher.Result;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/**
 * Translates EventBridge's answers into the result of an event.
 *
 * <p>An event is refused only for the listed codes, which blame the event itself. Any other code,
 * unknown ones included, defers it: faults of the bus and the network pass. Missing permissions and
 * a wrong bus name also defer it, with a {@link ConfigurationFault} for an operator, because
 * parking would park every event of every stream.
 *
 * @see <a href=
 *     "https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsResultEntry.html"
 *     >Error codes of an entry</a>
 */
final class PublishResults {
  private static final Set<String> REFUSING =
      Set.of(
          "MalformedDetail",
          "RedactionFailure",
          "InvalidArgument",
          "InvalidParameterValue",
          "ValidationException",
          "ValidationError",
          "SerializationException",
          "RequestEntityTooLarge",
          "RequestEntityTooLargeException",
          "PutEventsRequestEntryTooLarge");

  /** CodeSource of a single entry. {@link FailedCall} judges a failed call. */
  private static final Set<String> CONFIGURATION =
      Set.of(
          "AccessDeniedException",
          "InvalidAccountIdException",
          "NotAuthorizedForSourceException",
          "NotAuthorizedForDetailTypeException",
          "ResourceNotFoundException");

  private static final int PAYLOAD_TOO_LARGE = 413;

  private PublishResults() {}

  /** Results are in the order of the entries; {@code FailedEntryCount} says whether any failed. */
  static Result ofEntry(PutEventsResponse answer, int index) {
    Integer failed = answer.failedEntryCount();
    if (failed == null || failed == 0) {
      return new Result.Published();
    }
    if (index >= answer.entries().size()) {
      return new Result.Deferred("NoResult");
    }
    PutEventsResultEntry entry = answer.entries().get(index);
    String code = entry.errorCode();
    if (code == null) {
      return new Result.Published();
    }
    if (REFUSING.contains(code)) {
      return new Result.Refused(code);
    }
    return new Result.Deferred(
        code,
        CONFIGURATION.contains(code)
            ? new ConfigurationFault(FailedCall.EVENT_BRIDGE, code)
            : null);
  }

  static Result ofFailedCall(SdkException cause) {
    String code = FailedCall.code(cause);
    boolean refused =
        cause instanceof AwsServiceException answer
            && (answer.statusCode() == PAYLOAD_TOO_LARGE || REFUSING.contains(code));
    return refused
        ? new Result.Refused(code)
        : new Result.Deferred(code, FailedCall.fault(FailedCall.EVENT_BRIDGE, cause));
  }
}
