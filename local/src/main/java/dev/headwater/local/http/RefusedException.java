package dev.headwater.local.http;

/** Refuses a request but keeps its connection open. */
final class RefusedException extends RuntimeException {
  private final int status;
  private final String reason;

  /**
   * @param reason never quotes the request
   */
  RefusedException(int status, String reason) {
    super("refused with " + status);
    this.status = status;
    this.reason = reason;
  }

  int status() {
    return status;
  }

  String reason() {
    return reason;
  }
}
