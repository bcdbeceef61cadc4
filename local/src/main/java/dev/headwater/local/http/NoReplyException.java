package dev.headwater.local.http;

/** Closes the connection without a reply. */
public final class NoReplyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NoReplyException(String reason) {
    super(reason);
  }
}
