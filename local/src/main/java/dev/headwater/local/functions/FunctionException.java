package dev.headwater.local.functions;

/** A call to a function that does not exist. */
public final class FunctionException extends RuntimeException {
  public FunctionException(String message) {
    super(message);
  }
}
