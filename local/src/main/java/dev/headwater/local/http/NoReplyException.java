package dev.headwater.local.http;

/** Closes the connection without a reply. */
public final class NoReplyException extends RuntimeException {
  public NoReplyException(String reason) {
    super(reason);
  }
}
