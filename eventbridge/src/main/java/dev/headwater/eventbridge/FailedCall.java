package dev.headwater.eventbridge;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What may be said of a failed call: never the service's own message, which may quote an event. */
final class FailedCall {
    private FailedCall() {}

    /** The error's code and, for AWS's support, the id of the request. */
    static String describe(SdkException cause) {
        return cause instanceof AwsServiceException answer && answer.requestId() != null
                ? code(cause) + ", request " + answer.requestId()
                : code(cause);
    }

    static String code(SdkException cause) {
        return cause instanceof AwsServiceException answer && answer.awsErrorDetails() != null
                && answer.awsErrorDetails().errorCode() != null
                        ? answer.awsErrorDetails().errorCode()
                        : cause.getClass().getSimpleName();
    }
}
