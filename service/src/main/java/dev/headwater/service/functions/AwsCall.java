package dev.headwater.service.functions;

import dev.headwater.host.UnavailableException;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Reads by which a service is looked at. */
final class AwsCall {
  private AwsCall() {}

  /**
   * The answer of one call.
   *
   * @param refused says in a message what did not happen, such as {@code SQS did not describe a
   *     queue}, and quotes no content
   * @throws UnavailableException if the call fails, with the error code
   */
  static <T> T read(String refused, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw new UnavailableException(refused + " (" + code(e) + ")", false, e);
    }
  }

  private static String code(SdkException e) {
    return e instanceof AwsServiceException answer
            && answer.awsErrorDetails() != null
            && answer.awsErrorDetails().errorCode() != null
        ? answer.awsErrorDetails().errorCode()
        : e.getClass().getSimpleName();
  }
}
