package dev.headwater.eventbridge;

import java.util.Set;

import dev.headwater.EventPublisher.Result;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/**
 * What EventBridge's answers mean for an event.
 *
 * <p>Refused is what the event itself causes, and what no other answer is expected for. Faults of
 * the bus, of the network, and of our rights or the bus's name, which strike every event alike and
 * are mended from outside, defer it: nobody wants a whole stream parked for them.
 */
final class PublishResults {
    private static final Set<String> DEFERRING = Set.of(
            "InternalFailure", "InternalException", "InternalError",
            "ThrottlingException", "Throttling", "LimitExceededException",
            "ServiceUnavailable", "ServiceUnavailableException", "RequestTimeout",
            "AccessDenied", "AccessDeniedException", "NotAuthorizedForSourceException",
            "InvalidAccountIdException", "ResourceNotFoundException");
    private static final Set<String> REFUSING_CALLS = Set.of(
            "ValidationException", "ValidationError", "InvalidArgument",
            "InvalidParameterValue", "RequestEntityTooLarge", "RequestEntityTooLargeException",
            "PutEventsRequestEntryTooLarge", "SerializationException");
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
        return DEFERRING.contains(code) ? new Result.Deferred(code) : new Result.Refused(code);
    }

    static Result ofFailedCall(SdkException cause) {
        String code = code(cause);
        boolean refused = cause instanceof AwsServiceException answer
                && (answer.statusCode() == PAYLOAD_TOO_LARGE || REFUSING_CALLS.contains(code));
        return refused ? new Result.Refused(code) : new Result.Deferred(code);
    }

    private static String code(SdkException cause) {
        return cause instanceof AwsServiceException answer && answer.awsErrorDetails() != null
                && answer.awsErrorDetails().errorCode() != null
                        ? answer.awsErrorDetails().errorCode()
                        : cause.getClass().getSimpleName();
    }
}
