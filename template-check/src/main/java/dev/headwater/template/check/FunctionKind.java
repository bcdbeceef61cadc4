package dev.headwater.template.check;

/** The ready-made functions. */
enum FunctionKind {
  COMMAND("CommandFunction"),
  RELAY("RelayFunction"),
  PROJECTOR("ProjectorFunction"),
  QUERY("QueryFunction"),
  OPERATIONS("OperationsFunction"),
  /** A service can do without it. */
  CHECK("CheckFunction");

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

  /**
   * How much of the libraries the package of such a function holds, from 0.
   *
   * @param searches whether it uses a search domain
   */
  int extent(boolean searches) {
    return switch (this) {
      case COMMAND -> 0;
      case RELAY -> 1;
      case PROJECTOR -> searches ? 2 : 1;
      case QUERY, OPERATIONS, CHECK -> 2;
    };
  }
}
