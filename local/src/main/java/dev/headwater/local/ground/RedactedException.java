package dev.headwater.local.ground;

import java.net.SocketException;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/**
 * The parts of a foreign exception that are safe to log and store: its class, its stack trace, the
 * status, error code and request id of a service's response, and the same of its causes. Messages
 * are left out because they may quote customer data: an SDK exception repeats the request that the
 * service rejected, events included.
 *
 * <p>Our own exceptions quote nothing, and file and socket exceptions name only paths and ports.
 * They stay as they are.
 */
public final class RedactedException extends RuntimeException {
  private static final int MAX_CAUSES = 10;

  private RedactedException(Throwable foreign, int causes) {
    super(name(foreign), cause(foreign.getCause(), causes), false, true);
    setStackTrace(foreign.getStackTrace());
  }

  /** The same exception without foreign messages. */
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

  /** A one-line description, for the log or a message attribute. */
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
