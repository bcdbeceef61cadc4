package dev.headwater.service.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A record: a map of its components. One without a value is absent. */
final class RecordShape extends Shape {
  private final Constructor<?> constructor;
  private final Component[] components;
  private final List<Component> listed;

  RecordShape(Class<?> type, Constructor<?> constructor, List<Component> components) {
    super(type, Kind.RECORD);
    this.constructor = constructor;
    this.components = components.toArray(Component[]::new);
    this.listed = List.copyOf(components);
  }

  @Override
  public List<Component> components() {
    return listed;
  }

  @Override
  boolean isPersonal() {
    return listed.stream().anyMatch(Component::isPersonal);
  }

  /**
   * Calls the record's constructor.
   *
   * @throws InvocationTargetException if it throws an exception; an error passes unchanged
   */
  Object create(@Nullable Object[] values) throws InvocationTargetException {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    } catch (IllegalAccessException e) {
      throw new AssertionError("A record's constructor was made accessible", e);
    } catch (InstantiationException e) {
      throw new AssertionError("A record is not abstract", e);
    }
  }

  @Override
  Map<String, Object> store(Object value) {
    Map<String, Object> fields = LinkedHashMap.newLinkedHashMap(components.length);
    storeInto(fields, value);
    return fields;
  }

  void storeInto(Map<String, Object> fields, Object value) {
    for (Component component : components) {
      Object stored = component.stored(value);
      if (stored != null) {
        fields.put(component.name(), stored);
      }
    }
  }

  @Override
  @Nullable Object load(Object stored) {
    return stored instanceof Map<?, ?> fields ? loadFields(fields) : null;
  }

  /** Ignores fields that are not components: a newer version may have written them. */
  Object loadFields(Map<?, ?> fields) {
    @Nullable Object[] values = new @Nullable Object[components.length];
    for (int at = 0; at < components.length; at++) {
      values[at] = components[at].load(fields.get(components[at].name()));
    }
    try {
      return create(values);
    } catch (InvocationTargetException e) {
      throw MalformedException.refused(type(), e);
    }
  }

  @Override
  @Nullable Object bind(JsonNode node, String path, Binding binding) {
    return node instanceof ObjectNode request
        ? bindFields(request, path, Set.of(), binding)
        : binding.wrong(path, "must be an object");
  }

  /**
   * Binds a part of a request.
   *
   * @param others names of its fields that are not components
   */
  @Nullable Object bindFields(
      ObjectNode request, String path, Set<String> others, Binding binding) {
    int errorsBefore = binding.errors();
    @Nullable Object[] values = new @Nullable Object[components.length];
    for (int at = 0; at < components.length; at++) {
      Component component = components[at];
      values[at] = component.bind(request.path(component.name()), path + '.', binding);
    }
    checkNames(request, path, others, binding);
    return binding.errors() == errorsBefore ? bound(values, path, binding) : null;
  }

  private void checkNames(ObjectNode request, String path, Set<String> others, Binding binding) {
    Set<String> known = new TreeSet<>(others);
    listed.forEach(component -> known.add(component.name()));
    if (!known.containsAll(request.propertyNames())) {
      binding.wrong(
          path,
          known.isEmpty()
              ? "takes no fields"
              : "has an unknown field; there are " + String.join(", ", known));
    }
  }

  /** The record of these values; {@code null} if its constructor refuses them together. */
  @Nullable Object bound(@Nullable Object[] values, String path, Binding binding) {
    try {
      return create(values);
    } catch (InvocationTargetException e) {
      return binding.wrong(path, SafeReason.ofRecord(e, listed, values));
    }
  }

  @Override
  ObjectNode json(Object value) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    jsonInto(json, value, false);
    jsonInto(json, value, true);
    return json;
  }

  /** Adds either the required components or the optional ones. */
  void jsonInto(ObjectNode json, Object owner, boolean optional) {
    for (Component component : components) {
      if (component.isOptional() == optional) {
        Object value = component.getChecked(owner);
        if (value != null) {
          json.set(component.name(), component.shape().json(value));
        }
      }
    }
  }

  @Override
  String noun() {
    return "an object";
  }

  @Override
  public String describe() {
    return listed.stream().map(Component::describe).collect(Collectors.joining(", ", "{", "}"));
  }
}
