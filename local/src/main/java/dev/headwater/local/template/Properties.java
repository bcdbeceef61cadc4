package dev.headwater.local.template;

import dev.headwater.local.template.values.LocallyIgnored;
import dev.headwater.local.template.values.Value;
import dev.headwater.local.template.values.Value.Mapping;
import dev.headwater.local.template.values.Value.Scalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a resource, or of a part of one. A property that the reader does not ask for is
 * reported as a problem, unless {@link LocallyIgnored} lists it. After a problem, the methods
 * return stand-in values, so that one pass reports every problem before the template is refused.
 */
public final class Properties {
  private final ReadContext context;
  private final String place;
  private final Mapping mapping;
  private final Set<String> read = new HashSet<>();

  /** An integer property with its default and inclusive bounds. */
  record IntegerProperty(String name, int defaultValue, int min, int max) {}

  /** Whether a property could be read. */
  private sealed interface Outcome {}

  private record Found(Value value) implements Outcome {}

  /** Not in the mapping, or {@code AWS::NoValue}. */
  private record Absent() implements Outcome {}

  /** Its problem is reported. */
  private record Unreadable() implements Outcome {}

  private Properties(ReadContext context, String place, Mapping mapping) {
    this.context = context;
    this.place = place;
    this.mapping = mapping;
  }

  /** Reads a mapping, then reports the properties that the reader did not ask for. */
  static <T extends @Nullable Object> T read(
      ReadContext context, String place, Mapping mapping, Function<Properties, T> reader) {
    var properties = new Properties(context, place, mapping);
    T result = reader.apply(properties);
    properties.reportUnread();
    return result;
  }

  private void reportUnread() {
    for (String name : mapping.entries().keySet()) {
      if (read.contains(name)) {
        continue;
      }
      if (LocallyIgnored.isProperty(place, name)) {
        context.ignored().property(place, name);
      } else {
        problem(
            name,
            ("%s: the property \"%s\" is not supported locally: remove it, or exclude the "
                    + "resource by a condition")
                .formatted(place, name));
      }
    }
  }

  ReadContext context() {
    return context;
  }

  /** The line of a property, or of the enclosing mapping if the property is absent. */
  int line(String name) {
    return mapping.lineOf(name);
  }

  /** Reports a problem with a property. */
  void problem(String name, String message) {
    context.problem(line(name), message);
  }

  /** Reports what a property should be. */
  void invalid(String name, String expectation) {
    invalid(line(name), name, expectation);
  }

  private void invalid(int line, String name, String expectation) {
    context.problem(line, "\"%s\" %s".formatted(name, expectation));
  }

  boolean has(String name) {
    return mapping.get(name) != null;
  }

  /** The resolved value, of any kind; {@code null} if it is absent or unreadable. */
  @Nullable Value value(String name) {
    return find(name) instanceof Found(Value value) ? value : null;
  }

  private Outcome find(String name) {
    read.add(name);
    Value given = mapping.get(name);
    return given == null
        ? new Absent()
        : context
            .<Outcome>attempt(
                () -> {
                  Value value = context.resolver().resolve(given);
                  return value == null ? new Absent() : new Found(value);
                })
            .orElseGet(Unreadable::new);
  }

  @Nullable String text(String name) {
    Value value = value(name);
    return value == null ? null : text(name, value).orElse(null);
  }

  private Optional<String> text(String name, Value value) {
    if (value instanceof Scalar scalar && scalar.kind() != Scalar.Kind.NULL) {
      return Optional.of(scalar.text());
    }
    invalid(name, "must be a string");
    return Optional.empty();
  }

  String text(String name, String defaultValue) {
    String text = text(name);
    return text == null ? defaultValue : text;
  }

  String required(String name) {
    return readRequired(name).orElse("");
  }

  /** A required text; empty if it cannot be read, which is then reported already. */
  Optional<String> readRequired(String name) {
    return switch (find(name)) {
      case Found(Value value) -> text(name, value);
      case Unreadable unreadable -> Optional.empty();
      case Absent absent -> {
        problem(name, place + " needs the property \"" + name + "\"");
        yield Optional.empty();
      }
    };
  }

  int integer(IntegerProperty property) {
    String text = text(property.name());
    if (text == null) {
      return property.defaultValue();
    }
    if (text.matches("-?\\d{1,9}")) {
      int number = Integer.parseInt(text);
      if (number >= property.min() && number <= property.max()) {
        return number;
      }
    }
    invalid(
        property.name(),
        "must be a whole number from %s to %s, not \"%s\""
            .formatted(property.min(), property.max(), text));
    return property.defaultValue();
  }

  Duration seconds(IntegerProperty property) {
    return Duration.ofSeconds(integer(property));
  }

  boolean flag(String name, boolean defaultValue) {
    String text = text(name);
    if (text == null) {
      return defaultValue;
    }
    if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
      return text.equalsIgnoreCase("true");
    }
    invalid(name, "must be true or false, not \"" + text + "\"");
    return defaultValue;
  }

  /** A text that must be one of those allowed. */
  String oneOf(String name, String defaultValue, List<String> allowed) {
    String text = text(name, defaultValue);
    if (!allowed.contains(text)) {
      invalid(name, "must be one of %s, not \"%s\"".formatted(String.join(", ", allowed), text));
    }
    return text;
  }

  List<String> texts(String name) {
    var texts = new ArrayList<String>();
    for (Value item : items(name)) {
      if (item instanceof Scalar scalar) {
        texts.add(scalar.text());
      } else {
        invalid(item.line(), name, "must be a list of strings");
      }
    }
    return texts;
  }

  /** Texts by name, without those that are {@code AWS::NoValue}. */
  Map<String, String> textsByName(String name) {
    var texts = new LinkedHashMap<String, String>();
    Mapping given = mapping(name);
    if (given != null) {
      for (String key : given.entries().keySet()) {
        String text = new Properties(context, place + "." + name, given).text(key);
        if (text != null) {
          texts.put(key, text);
        }
      }
    }
    return texts;
  }

  /** Reads a nested mapping; {@code null} if it is absent. */
  <T extends @Nullable Object> @Nullable T part(String name, Function<Properties, T> reader) {
    Mapping given = mapping(name);
    return given == null ? null : read(context, place + "." + name, given, reader);
  }

  /** Reads a list of nested mappings. */
  <T> List<T> parts(String name, Function<Properties, T> reader) {
    var parts = new ArrayList<T>();
    for (Value item : items(name)) {
      if (item instanceof Mapping given) {
        parts.add(read(context, place + "." + name, given, reader));
      } else {
        invalid(item.line(), name, "must be a list of mappings");
      }
    }
    return parts;
  }

  /** A mapping whose values are still unresolved; {@code null} if it is absent. */
  @Nullable Mapping mapping(String name) {
    Value value = value(name);
    if (value == null || value instanceof Mapping) {
      return (Mapping) value;
    }
    invalid(name, "must be a mapping");
    return null;
  }

  private List<Value> items(String name) {
    read.add(name);
    Value value = mapping.get(name);
    return value == null
        ? List.of()
        : context
            .attempt(() -> context.resolver().items(value, "\"" + name + "\""))
            .orElse(List.of());
  }
}
