package dev.headwater.customers.http;

import dev.headwater.host.RedactedException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the fields of a request and gathers all that is wrong with them. What it hands out can be
 * got after {@link #check}, which throws unless everything is right.
 */
final class Fields {
  private final ObjectNode object;
  private final String place;
  private final Set<String> known = new TreeSet<>();

  /** Known, but of no use to the caller: never suggested. */
  private final Set<String> unoffered = new TreeSet<>();

  private final Map<String, String> errors = new LinkedHashMap<>();

  /**
   * @param place where the fields stand, such as {@code body}
   */
  Fields(ObjectNode object, String place) {
    this.object = object;
    this.place = place;
  }

  /** This field's value comes from elsewhere in the request, so its place here takes none. */
  Fields withoutOffering(String name) {
    unoffered.add(name);
    return this;
  }

  /** A field that goes with other requests, but not with this one. */
  void refused(String name, String reason) {
    known.add(name);
    unoffered.add(name);
    if (!isAbsent(object.path(name))) {
      errors.put(name, reason);
    }
  }

  /** A text that must be there. */
  <T> Supplier<T> required(String name, Function<String, T> parser) {
    Supplier<@Nullable T> value = optional(name, parser);
    if (isAbsent(object.path(name))) {
      errors.put(name, "is missing");
    }
    return () -> got(name, value.get());
  }

  /** A text that may be absent. */
  <T> Supplier<@Nullable T> optional(String name, Function<String, T> parser) {
    known.add(name);
    return given(name, object.path(name), parser);
  }

  /** A whole number, or one written as text, that may be absent. */
  <T> Supplier<@Nullable T> optionalNumber(String name, Function<String, T> parser) {
    known.add(name);
    JsonNode node = object.path(name);
    return node.isIntegralNumber()
        ? given(name, node.asString(), parser)
        : given(name, node, parser);
  }

  /** A text that stands elsewhere and may be absent. */
  <T> Supplier<@Nullable T> given(String name, JsonNode node, Function<String, T> parser) {
    if (isAbsent(node)) {
      return () -> null;
    }
    if (!node.isString()) {
      errors.put(name, "must be a string");
      return () -> null;
    }
    return given(name, node.asString(), parser);
  }

  /** A text that came another way, such as a header, and may be absent. */
  <T> Supplier<@Nullable T> given(String name, @Nullable String text, Function<String, T> parser) {
    T value = text == null ? null : parse(name, text, parser);
    return () -> value;
  }

  /** Ends the request with a list of all wrong, missing and unknown fields, if there are any. */
  void check() {
    for (String name : object.propertyNames()) {
      if (!known.contains(name)) {
        errors.put(place, unknown());
      }
    }
    if (!errors.isEmpty()) {
      throw new ProblemException(Problem.invalid(errors));
    }
  }

  private String unknown() {
    Set<String> offered = new TreeSet<>(known);
    offered.removeAll(unoffered);
    return offered.isEmpty()
        ? "takes no fields"
        : "has an unknown field; there are " + String.join(", ", offered);
  }

  private <T> @Nullable T parse(String name, String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      errors.put(name, RedactedException.reason(e));
      return null;
    }
  }

  static boolean isAbsent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }

  private static <T> T got(String name, @Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("The field " + name + " was read without a check");
    }
    return value;
  }
}
