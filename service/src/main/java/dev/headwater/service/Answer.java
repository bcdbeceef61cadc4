package dev.headwater.service;

import java.util.regex.Pattern;

/** The answer to one of a service's own queries. */
public sealed interface Answer<A> {
  /** The query found something. */
  record Found<A>(A value) implements Answer<A> {}

  /**
   * The query cannot be answered.
   *
   * @param reason the problem's type, such as {@code unknown-account}; none that every service has,
   *     such as {@code stale-version}
   */
  record Refused<A>(String reason, Refusal refusal) implements Answer<A> {
    private static final Pattern REASON = Pattern.compile("[a-z][a-z0-9-]{0,63}");

    public Refused {
      if (!REASON.matcher(reason).matches()) {
        throw new IllegalArgumentException(
            "The reason of a refusal must be 1 to 64 small letters, digits and hyphens, such as"
                + " unknown-account");
      }
      ReasonChecks.check(reason);
    }
  }

  /** Answers with this record, as JSON. */
  static <A> Answer<A> found(A value) {
    return new Found<>(value);
  }

  /** Refuses to answer, for this reason. */
  static <A> Answer<A> refused(String reason, Refusal refusal) {
    return new Refused<>(reason, refusal);
  }
}
