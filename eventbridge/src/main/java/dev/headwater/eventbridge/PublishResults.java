package dev.headwater.eventbridge;

import dev.headwater.host.ConfigurationFault;
import dev.headwater.relay.EventPublisher.Result;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/**
 * What EventBridge's answers mean for an event.
 *
 * <p>Refused is what the event itself causes, by a list of codes. Everything else defers it, codes
 * that nobody has heard of yet included: faults of the bus and of the network pass. Our rights and
 * the bus's name are for an operator to correct, who is told by a {@link ConfigurationFault};
 * nobody wants a whole stream parked for them.
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

  /** Of an entry. What a whole call fails with is judged by {@link FailedCall}. */
  private static final Set<String> CONFIGURATION =
      Set.of(
          "AccessDeniedException",
          "InvalidAccountIdException",
          "NotAuthorizedForSourceException",
          "NotAuthorizedForDetailTypeException",
          "ResourceNotFoundException");

  private static final int PAYLOAD_TOO_LARGE = 413;

  private PublishResults() {}

  /** Results stand in the order of the entries; {@code FailedEntryCount} says if any is bad. */
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
