package dev.headwater.local.template;

import dev.headwater.local.template.values.NoLocalMeaning;
import dev.headwater.local.template.values.Value.Mapping;
import dev.headwater.local.template.values.Value.Scalar;
import dev.headwater.local.template.values.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a resource, or of a part of it, as its reader asks for them. A property that
 * nobody asked for is a problem, unless it is known to have no local meaning. After any problem the
 * answers go on with stand-ins: the template is refused in the end.
 */
public final class Properties {
  private final Reading reading;
  private final String place;
  private final Mapping mapping;
  private final Set<String> asked = new HashSet<>();

  /** A whole number with its default and bounds. */
  record Whole(String name, int byDefault, int least, int most) {}

  private Properties(Reading reading, String place, Mapping mapping) {
    this.reading = reading;
    this.place = place;
    this.mapping = mapping;
  }

  /** Reads a mapping, then reports what was not asked for. */
  static <T extends @Nullable Object> T read(
      Reading reading, String place, Mapping mapping, Function<Properties, T> shape) {
    var properties = new Properties(reading, place, mapping);
    T result = shape.apply(properties);
    properties.reportTheRest();
    return result;
  }

  private void reportTheRest() {
    for (String name : mapping.entries().keySet()) {
      if (asked.contains(name)) {
        continue;
      }
      if (NoLocalMeaning.property(place, name)) {
        reading.ignored().property(place, name);
      } else {
        problem(
            name,
            place
                + " has no local meaning for property \""
                + name
                + "\": remove it, or leave its resource out by a condition");
      }
    }
  }

  Reading reading() {
    return reading;
  }

  /** The line of a property; of the whole when it is absent. */
  int line(String name) {
    return mapping.lineOf(name);
  }

  /** Reports a problem with a property. */
  void problem(String name, String message) {
    reading.problems().add(line(name), message);
  }

  boolean has(String name) {
    return mapping.get(name) != null;
  }

  /** The value itself, resolved, whatever it is. */
  @Nullable Value value(String name) {
    asked.add(name);
    Value value = mapping.get(name);
    return value == null ? null : reading.attempt(() -> reading.resolver().resolve(value));
  }

  @Nullable String text(String name) {
    Value value = value(name);
    if (value == null) {
      return null;
    }
    if (value instanceof Scalar scalar && scalar.kind() != Scalar.Kind.NOTHING) {
      return scalar.text();
    }
    problem(name, "\"" + name + "\" must be a text");
    return null;
  }

  String text(String name, String byDefault) {
    String text = text(name);
    return text == null ? byDefault : text;
  }

  String required(String name) {
    int before = reading.problems().reports();
    String text = text(name);
    if (text == null && reading.problems().reports() == before) {
      missing(name);
    }
    return text == null ? "" : text;
  }

  private void missing(String name) {
    problem(name, place + " needs the property \"" + name + "\"");
  }

  int whole(Whole whole) {
    String text = text(whole.name());
    if (text == null) {
      return whole.byDefault();
    }
    if (text.matches("-?\\d{1,9}")) {
      int number = Integer.parseInt(text);
      if (number >= whole.least() && number <= whole.most()) {
        return number;
      }
    }
    problem(
        whole.name(),
        "\""
            + whole.name()
            + "\" must be a whole number from "
            + whole.least()
            + " to "
            + whole.most()
            + ", not \""
            + text
            + "\"");
    return whole.byDefault();
  }

  Duration seconds(Whole whole) {
    return Duration.ofSeconds(whole(whole));
  }

  boolean flag(String name, boolean byDefault) {
    String text = text(name);
    if (text == null) {
      return byDefault;
    }
    if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
      return text.equalsIgnoreCase("true");
    }
    problem(name, "\"" + name + "\" must be true or false, not \"" + text + "\"");
    return byDefault;
  }

  /** One of a few texts. */
  String oneOf(String name, String byDefault, List<String> allowed) {
    String text = text(name, byDefault);
    if (!allowed.contains(text)) {
      problem(
          name,
          "\""
              + name
              + "\" must be one of "
              + String.join(", ", allowed)
              + ", not \""
              + text
              + "\"");
    }
    return text;
  }

  List<String> texts(String name) {
    var texts = new ArrayList<String>();
    for (Value item : items(name)) {
      if (item instanceof Scalar scalar) {
        texts.add(scalar.text());
      } else {
        reading.problems().add(item.line(), "\"" + name + "\" is a list of texts");
      }
    }
    return texts;
  }

  /** Texts by name; what is {@code AWS::NoValue} is not among them. */
  Map<String, String> textsByName(String name) {
    var texts = new LinkedHashMap<String, String>();
    Mapping given = mapping(name);
    if (given != null) {
      for (String key : given.entries().keySet()) {
        String text = new Properties(reading, place + "." + name, given).text(key);
        if (text != null) {
          texts.put(key, text);
        }
      }
    }
    return texts;
  }

  /** A part that is a mapping of its own. */
  <T extends @Nullable Object> @Nullable T part(String name, Function<Properties, T> shape) {
    Mapping given = mapping(name);
    return given == null ? null : read(reading, place + "." + name, given, shape);
  }

  /** A list of such parts. */
  <T> List<T> parts(String name, Function<Properties, T> shape) {
    var parts = new ArrayList<T>();
    for (Value item : items(name)) {
      if (item instanceof Mapping given) {
        parts.add(read(reading, place + "." + name, given, shape));
      } else {
        reading.problems().add(item.line(), "\"" + name + "\" is a list of mappings");
      }
    }
    return parts;
  }

  /** A mapping, its values still unresolved. */
  @Nullable Mapping mapping(String name) {
    Value value = value(name);
    if (value == null || value instanceof Mapping) {
      return (Mapping) value;
    }
    problem(name, "\"" + name + "\" must be a mapping");
    return null;
  }

  private List<Value> items(String name) {
    asked.add(name);
    Value value = mapping.get(name);
    List<Value> items =
        value == null
            ? null
            : reading.attempt(() -> reading.resolver().items(value, "\"" + name + "\""));
    return items == null ? List.of() : items;
  }
}
