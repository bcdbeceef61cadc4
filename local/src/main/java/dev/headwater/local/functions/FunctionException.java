package dev.headwater.local.functions;

/** The called function does not exist. */
public final class FunctionException extends RuntimeException {
  public FunctionException(String message) {
    super(message);
  }
}
