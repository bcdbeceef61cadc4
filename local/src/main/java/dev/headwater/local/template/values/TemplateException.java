package dev.headwater.local.template.values;

/**
 * A value cannot be resolved. {@link Problems} turns the exception into a problem of the template.
 */
public final class TemplateException extends RuntimeException {
  private final int line;

  public TemplateException(int line, String message) {
    super(message);
    this.line = line;
  }

  int line() {
    return line;
  }

  String problem() {
    return String.valueOf(getMessage());
  }
}
