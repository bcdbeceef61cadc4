package dev.headwater.local.http;

/** A request is to get no answer: its connection is closed. */
public final class NoReplyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NoReplyException(String reason) {
    super(reason);
  }
}
