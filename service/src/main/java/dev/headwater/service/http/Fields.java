package dev.headwater.service.http;

import dev.headwater.host.RedactedException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the fields of a request and collects everything that is wrong with them. The values can be
 * taken only after {@link #check}, which throws if anything is wrong.
 */
public final class Fields {
  private final ObjectNode object;
  private final String place;
  private final Set<String> known = new TreeSet<>();

  /** Known, but of no use to the caller, so never suggested. */
  private final Set<String> unoffered = new TreeSet<>();

  private final Map<String, String> errors = new LinkedHashMap<>();

  /**
   * @param place the part of the request that holds the fields, such as {@code body}
   */
  public Fields(ObjectNode object, String place) {
    this.object = object;
    this.place = place;
  }

  /** Does not suggest a field, because its value comes from elsewhere in the request. */
  Fields withoutOffering(String name) {
    unoffered.add(name);
    return this;
  }

  /** Whether the request has this field. */
  public boolean has(String name) {
    return object.has(name);
  }

  /** The text of a field as it was sent, read or not; empty if it has none. */
  public String text(String name) {
    return object.path(name).asString("");
  }

  /** A field that other requests take, but not this one. */
  public void refused(String name, String reason) {
    known.add(name);
    unoffered.add(name);
    if (!isAbsent(object.path(name))) {
      errors.put(name, reason);
    }
  }

  /** A required text. */
  public <T> Supplier<T> required(String name, Function<String, T> parser) {
    Supplier<@Nullable T> value = optional(name, parser);
    if (isAbsent(object.path(name))) {
      errors.put(name, "is missing");
    }
    return () -> got(name, value.get());
  }

  /** An optional text. */
  public <T> Supplier<@Nullable T> optional(String name, Function<String, T> parser) {
    known.add(name);
    return given(name, object.path(name), parser);
  }

  /**
   * All fields of these names, bound to one value.
   *
   * @param binder reports what is wrong, and returns {@code null} then
   */
  public <T> Supplier<T> bound(Collection<String> names, Binder<T> binder) {
    known.addAll(names);
    T value = binder.bind(object, place, errors::putIfAbsent);
    return () -> got(place, value);
  }

  /** Binds fields to a value. */
  @FunctionalInterface
  public interface Binder<T> {
    /**
     * Returns the value; {@code null} if something is wrong.
     *
     * @param place what to call the whole
     * @param errors takes what is wrong, by path
     */
    @Nullable T bind(ObjectNode object, String place, BiConsumer<String, String> errors);
  }

  /** An optional version, at least 0, which is the version of a resource that does not exist. */
  public Supplier<@Nullable Long> optionalVersion(String name) {
    return optionalNumber(name, Fields::version);
  }

  /** An optional whole number, or one written as text. */
  <T> Supplier<@Nullable T> optionalNumber(String name, Function<String, T> parser) {
    known.add(name);
    JsonNode node = object.path(name);
    return node.isIntegralNumber()
        ? given(name, node.asString(), parser)
        : given(name, node, parser);
  }

  /** An optional text from elsewhere in the request. */
  public <T> Supplier<@Nullable T> given(String name, JsonNode node, Function<String, T> parser) {
    if (isAbsent(node)) {
      return () -> null;
    }
    if (!node.isString()) {
      errors.put(name, "must be a string");
      return () -> null;
    }
    return given(name, node.asString(), parser);
  }

  /** An optional text from outside the JSON, such as a header. */
  public <T> Supplier<@Nullable T> given(
      String name, @Nullable String text, Function<String, T> parser) {
    T value = text == null ? null : parse(name, text, parser);
    return () -> value;
  }

  /**
   * Checks the fields that were read, and that there are no others.
   *
   * @throws ProblemException if fields are wrong, missing or unknown; lists all of them
   */
  public void check() {
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

  static Long version(String text) {
    if (!text.matches("[0-9]{1,10}")) {
      throw new IllegalArgumentException("must be a whole number of at least 0");
    }
    return Long.valueOf(text);
  }

  public static boolean isAbsent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }

  private static <T> T got(String name, @Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("The field " + name + " was taken before the check");
    }
    return value;
  }
}
