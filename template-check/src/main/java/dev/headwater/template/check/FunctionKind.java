package dev.headwater.template.check;

/** The ready-made functions. */
enum FunctionKind {
  COMMAND("CommandFunction"),
  RELAY("RelayFunction"),
  PROJECTOR("ProjectorFunction"),
  QUERY("QueryFunction"),
  OPERATIONS("OperationsFunction");

  static final String PACKAGE = "dev.headwater.service.functions.";

  private final String className;

  FunctionKind(String className) {
    this.className = className;
  }

  /** The simple name of the handler, which is the usual logical id, too. */
  String className() {
    return className;
  }

  String handler() {
    return PACKAGE + className;
  }
}
