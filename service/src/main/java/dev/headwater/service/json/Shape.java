package dev.headwater.service.json;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What is known of a type: its kind, its parts, and how its values are stored, sent and received.
 * Immutable, and finite: a type that contains itself has no shape.
 */
public abstract class Shape {
  private final Class<?> type;
  private final Kind kind;

  Shape(Class<?> type, Kind kind) {
    this.type = type;
    this.kind = kind;
  }

  /**
   * The shape of a record. One with a single scalar component is a value type.
   *
   * @throws IllegalArgumentException if a component has no form
   */
  public static Shape ofRecord(Class<?> type) {
    RecordShape record = new ShapeReader(ShapeReader.ANYWHERE).record(type);
    return ValueShape.isOne(record) ? new ValueShape(record) : record;
  }

  /** What a type is in JSON. */
  public enum Kind {
    TEXT,
    WHOLE_NUMBER,
    DECIMAL,
    BOOLEAN,
    TIME,
    DATE,
    ENUM,
    RECORD,
    ONE_OF,
    LIST,
    MAP;

    /** Whether a value is one text, number or truth value. */
    public boolean isScalar() {
      return switch (this) {
        case TEXT, WHOLE_NUMBER, DECIMAL, BOOLEAN, TIME, DATE, ENUM -> true;
        case RECORD, ONE_OF, LIST, MAP -> false;
      };
    }
  }

  /** The Java type, such as {@code long.class}, or the record of a value type. */
  public final Class<?> type() {
    return type;
  }

  /** The kind; of a value type, that of its only component. */
  public final Kind kind() {
    return kind;
  }

  /** The components of a record, in order; of any other kind, none. */
  public List<Component> components() {
    return List.of();
  }

  /** What a list or map holds; of any other kind, {@code null}. */
  public @Nullable Shape entry() {
    return null;
  }

  /** The names of an enum's constants, in order; of any other kind, none. */
  public List<String> constants() {
    return List.of();
  }

  /** The records of a sealed interface by their names, in order; of any other kind, none. */
  public Map<String, Shape> members() {
    return Map.of();
  }

  /** Whether a part of it holds personal data. */
  boolean isPersonal() {
    return false;
  }

  /** The form in events, states and views: values as in {@code EncodedEvent}. */
  abstract Object store(Object value);

  /**
   * The value of a stored form; {@code null} if it is a form of another kind.
   *
   * @throws MalformedException if a part of it is missing or malformed
   */
  abstract @Nullable Object load(Object stored);

  /**
   * The value of an entry of a list or map, none of which may be missing.
   *
   * @param at the entry's position
   */
  final Object loadEntry(@Nullable Object stored, int at) {
    try {
      Object value = stored == null ? null : load(stored);
      if (value == null) {
        throw new MalformedException("", "is missing or not " + noun());
      }
      return value;
    } catch (MalformedException e) {
      throw e.within("[" + at + "]");
    }
  }

  /** The form for clients. */
  abstract JsonNode json(Object value);

  /**
   * The value in a request; {@code null} if something is wrong with it, which is then reported.
   *
   * @param node is neither missing nor null
   */
  abstract @Nullable Object bind(JsonNode node, String path, Binding binding);

  /**
   * The stored form of a text that a client sent, as the rules of a value type normalise it.
   *
   * @throws IllegalArgumentException if no value has this text; the message continues "it …" and
   *     does not quote the text
   */
  public final Object normalise(String text) {
    JsonNode node = JsonNodeFactory.instance.stringNode(text);
    Object value = bind(node, "", new Binding(Shape::refuse, true));
    return store(Objects.requireNonNull(value, "what is not bound is refused"));
  }

  private static void refuse(String path, String problem) {
    throw new IllegalArgumentException(problem);
  }

  /** The value itself, or that of a stored form; {@code null} if it is neither. */
  @Nullable Object adopt(Object value) {
    return type.isInstance(value) ? value : load(value);
  }

  /** Stored forms that most rules refuse, to find out which messages quote what they refuse. */
  List<Object> probes() {
    return List.of();
  }

  /** What comes after "is missing or not" in a message, such as {@code a whole number}. */
  abstract String noun();

  /** The type in a golden line, such as {@code whole number}. */
  public abstract String describe();
}
