package dev.headwater.service.operations.internal;

import java.util.function.Supplier;

/** Refuses an operation. The message is for the operator, and quotes no personal data. */
public final class OperationException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Kind kind;

  /** What programs tell refusals apart by. */
  public enum Kind {
    /** The request is wrong, or from another version. */
    INVALID_REQUEST,
    /** Another run is under way, or has begun meanwhile. */
    BUSY,
    /** There is nothing to resume. */
    NOTHING_TO_RESUME,
    /** The service, as it is deployed, cannot do this. */
    MISCONFIGURED,
    /** A store did not answer. */
    UNAVAILABLE,
    /** A fault of the service. */
    INTERNAL_FAULT
  }

  public OperationException(Kind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
  }

  public static OperationException invalid(String message) {
    return new OperationException(Kind.INVALID_REQUEST, message);
  }

  /**
   * What is made of the function's environment.
   *
   * @throws OperationException if the environment does not allow it
   */
  public static <T> T configured(Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalStateException refused) {
      throw new OperationException(Kind.MISCONFIGURED, String.valueOf(refused.getMessage()));
    }
  }

  public Kind kind() {
    return kind;
  }
}
