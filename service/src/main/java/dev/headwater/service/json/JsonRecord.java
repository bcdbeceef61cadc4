package dev.headwater.service.json;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The forms of a plain record such as a view, decided by its components as in {@link JsonEvents}:
 * the stored one, and the one for clients.
 *
 * <p>Immutable.
 */
public final class JsonRecord<V> {
  private final Class<V> type;
  private final RecordShape shape;

  private JsonRecord(Class<V> type, RecordShape shape) {
    this.type = type;
    this.shape = shape;
  }

  /**
   * The forms of a record.
   *
   * @throws IllegalArgumentException if a component has none
   */
  public static <V> JsonRecord<V> of(Class<V> type) {
    return new JsonRecord<>(type, new ShapeReader(ShapeReader.ANYWHERE).record(type));
  }

  /** The record's type. */
  public Class<V> type() {
    return type;
  }

  /** What is known of the record. */
  public Shape shape() {
    return shape;
  }

  /**
   * A component by its name.
   *
   * @throws IllegalArgumentException if there is none; the message names those that there are
   */
  public Component component(String name) {
    return component(shape, name);
  }

  static Component component(RecordShape shape, String name) {
    for (Component component : shape.components()) {
      if (component.name().equals(name)) {
        return component;
      }
    }
    throw new IllegalArgumentException(
        shape.type().getSimpleName()
            + " has no component "
            + name
            + "; there are "
            + shape.components().stream()
                .map(Component::name)
                .collect(Collectors.joining(", ", "[", "]")));
  }

  /** The names of the components, in order. */
  public List<String> names() {
    return shape.components().stream().map(Component::name).toList();
  }

  /**
   * The stored form: a new map that the caller may change. What is {@code null} is absent.
   *
   * @throws IllegalArgumentException if a component is {@code null} but not optional, or has a
   *     value without a form
   */
  public Map<String, Object> encode(V value) {
    return shape.store(value);
  }

  /**
   * The record of a stored form. Ignores fields that are not components.
   *
   * @throws IllegalArgumentException if a field is missing or malformed, or the constructor refuses
   *     it. The message names the field and quotes no content
   */
  public V decode(Map<String, Object> stored) {
    try {
      return type.cast(shape.loadFields(stored));
    } catch (MalformedException e) {
      throw e.refusal();
    }
  }

  /** The form for clients: the required components in order, then the optional ones. */
  public ObjectNode json(V value) {
    return json(value, fields -> {});
  }

  /**
   * The form for clients, with fields of the caller's between the required components and the
   * optional ones. Times have as many digits as they need, numbers no trailing zeros.
   *
   * @param between adds them
   */
  public ObjectNode json(V value, Consumer<ObjectNode> between) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    shape.jsonInto(json, value, false);
    between.accept(json);
    shape.jsonInto(json, value, true);
    return json;
  }
}
