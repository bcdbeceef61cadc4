package dev.headwater.customers.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that was not carried out, and why. Names fields but never repeats their content.
 *
 * @param fields what is wrong, by field
 * @param actualVersion the version that the customer really has, when that is the problem
 */
record Problem(
    ProblemType type, String detail, Map<String, String> fields, @Nullable Long actualVersion) {
  Problem {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  static Problem of(ProblemType type) {
    return of(type, type.title() + ".");
  }

  static Problem of(ProblemType type, String detail) {
    return new Problem(type, detail, Map.of(), null);
  }

  static Problem invalid(Map<String, String> fields) {
    StringBuilder detail = new StringBuilder();
    fields.forEach(
        (name, message) ->
            detail.append(detail.isEmpty() ? "" : "; ").append(name).append(' ').append(message));
    return new Problem(ProblemType.INVALID_FIELDS, detail.append('.').toString(), fields, null);
  }

  static Problem stale(long actualVersion) {
    return new Problem(
        ProblemType.STALE_VERSION,
        "The customer is at version " + actualVersion + ": read it again, then decide.",
        Map.of(),
        actualVersion);
  }

  /** A read from a version on that nobody has written. */
  static Problem unknownVersion(long actualVersion) {
    return new Problem(
        ProblemType.UNKNOWN_VERSION,
        "The customer is at version "
            + actualVersion
            + ": ask for a version that a command has returned.",
        Map.of(),
        actualVersion);
  }
}
