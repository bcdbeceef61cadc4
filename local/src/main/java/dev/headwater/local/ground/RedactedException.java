package dev.headwater.local.ground;

import java.net.SocketException;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/**
 * What may be logged, stored and handed on of an exception that is not ours: its class, where it
 * was thrown, the status, error code and request id of a service's answer, and the same of its
 * causes. Its messages are left out, because they may quote what the failed call was given: an SDK
 * exception repeats the request that a service refused, and with it other people's events.
 *
 * <p>Our own exceptions quote nothing, and those of files and sockets name paths and ports only:
 * they stay as they are.
 */
public final class RedactedException extends RuntimeException {
  private static final int MAX_CAUSES = 10;

  private RedactedException(Throwable foreign, int causes) {
    super(name(foreign), cause(foreign.getCause(), causes), false, true);
    setStackTrace(foreign.getStackTrace());
  }

  /** The same exception without what it may quote. */
  public static Throwable of(Throwable thrown) {
    return redacted(thrown, MAX_CAUSES);
  }

  private static @Nullable Throwable cause(@Nullable Throwable cause, int causes) {
    return cause == null || causes == 0 ? null : redacted(cause, causes - 1);
  }

  private static Throwable redacted(Throwable thrown, int causes) {
    return isSafe(thrown) ? thrown : new RedactedException(thrown, causes);
  }

  private static boolean isSafe(Throwable thrown) {
    return switch (thrown) {
      case RedactedException done -> true;
      case LocalCloudException ours -> true;
      case FileSystemException file -> file.getCause() == null;
      case SocketException socket -> socket.getCause() == null;
      default -> false;
    };
  }

  /** In a few words, for a line of the log or an attribute of a message. */
  public static String describe(Throwable thrown) {
    return isSafe(thrown) ? thrown.toString() : name(thrown);
  }

  private static String name(Throwable foreign) {
    String name = foreign.getClass().getName();
    return foreign instanceof SdkServiceException answer
        ? name + " (" + answer(answer) + ")"
        : name;
  }

  private static String answer(SdkServiceException answer) {
    String status = "status " + answer.statusCode();
    String code =
        answer instanceof AwsServiceException aws && aws.awsErrorDetails() != null
            ? aws.awsErrorDetails().errorCode()
            : null;
    String id = answer.requestId();
    return status + (code == null ? "" : ", " + code) + (id == null ? "" : ", request " + id);
  }
}
