package dev.headwater.testkit.simulation;

/** A guarantee that did not hold. */
final class Violation extends AssertionError {
  private static final long serialVersionUID = 1L;
  private final String guarantee;

  /**
   * @param guarantee the broken guarantee, in a few words
   */
  Violation(String guarantee, String seen) {
    super(guarantee + ": " + seen);
    this.guarantee = guarantee;
  }

  String guarantee() {
    return guarantee;
  }
}
