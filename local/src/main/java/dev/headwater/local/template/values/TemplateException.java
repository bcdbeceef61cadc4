package dev.headwater.local.template.values;

/** A value that cannot be resolved; whoever reads a property turns it into a problem. */
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
