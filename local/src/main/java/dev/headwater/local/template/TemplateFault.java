package dev.headwater.local.template;

/** A value that cannot be resolved; whoever reads a property turns it into a problem. */
final class TemplateFault extends RuntimeException {
  private final int line;

  TemplateFault(int line, String message) {
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
