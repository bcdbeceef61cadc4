package dev.headwater.dynamodb;

import java.net.ConnectException;

import dev.headwater.UnavailableException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What a failed call to DynamoDB means for the caller. */
final class SdkFailures {
    private SdkFailures() {}

    static UnavailableException ofRead(String action, SdkException cause) {
        return new UnavailableException(message(action, cause), false, cause);
    }

    static UnavailableException ofWrite(String action, SdkException cause) {
        return new UnavailableException(message(action, cause), mayHaveTakenEffect(cause), cause);
    }

    /**
     * A refusal (4xx) or a refused connection proves that this attempt wrote nothing, but nothing
     * about those that the SDK made before it.
     */
    private static boolean mayHaveTakenEffect(SdkException cause) {
        boolean wroteNothing = cause instanceof AwsServiceException answer
                ? answer.statusCode() >= 400 && answer.statusCode() < 500
                : cause.getCause() instanceof ConnectException;
        return wasRepeated(cause) || !wroteNothing;
    }

    /** Whether the SDK had tried before, and had got no answer or one that it repeats for. */
    static boolean wasRepeated(SdkException cause) {
        Integer attempts = cause.numAttempts();
        return attempts != null && attempts > 1;
    }

    /** The service's own message stays with the cause: it may quote an item. */
    private static String message(String action, SdkException cause) {
        String why = cause instanceof AwsServiceException answer && answer.awsErrorDetails() != null
                ? answer.awsErrorDetails().errorCode()
                : cause.getClass().getSimpleName();
        return "DynamoDB did not " + action + " (" + why + ")";
    }
}
