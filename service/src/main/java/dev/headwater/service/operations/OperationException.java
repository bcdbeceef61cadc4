package dev.headwater.service.operations;

/** Refuses an operation. The message is a sentence for the operator, and quotes no data. */
final class OperationException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Kind kind;

  /** What programs tell refusals apart by. */
  enum Kind {
    /** The request is wrong, or from another version. */
    INVALID_REQUEST,
    /** Somebody else is at it, or has taken over. */
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

  OperationException(Kind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
  }

  static OperationException invalid(String message) {
    return new OperationException(Kind.INVALID_REQUEST, message);
  }

  Kind kind() {
    return kind;
  }
}
