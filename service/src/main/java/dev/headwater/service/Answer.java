package dev.headwater.service;

/** The answer to a query of a service's own. */
public sealed interface Answer<A> {
  /** The query found something, which is answered as JSON. */
  record Found<A>(A value) implements Answer<A> {}

  /**
   * The query cannot be answered.
   *
   * @param reason the problem's type, such as {@code unknown-account}
   */
  record Refused<A>(String reason, Refusal refusal) implements Answer<A> {}

  /** An answer with this record. */
  static <A> Answer<A> found(A value) {
    return new Found<>(value);
  }

  /** No answer, for this reason. */
  static <A> Answer<A> refused(String reason, Refusal refusal) {
    return new Refused<>(reason, refusal);
  }
}
