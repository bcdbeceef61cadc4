package dev.headwater.service.json;

import dev.headwater.event.EncodedEvent;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The checked types of a domain's events, with the steps that lead to them from earlier ones. */
final class EventTypes {
  private final String domain;
  private final Map<String, EventType> byName = new LinkedHashMap<>();
  private final Map<Class<?>, EventType> byClass = new HashMap<>();
  private final UpcastSteps steps;

  /**
   * One of them.
   *
   * @param version its current schema version
   */
  record EventType(String name, int version, RecordShape shape, Set<String> personal) {}

  private EventTypes(Class<?> domain, UpcastSteps steps) {
    this.domain = domain.getSimpleName();
    this.steps = steps;
  }

  /**
   * @throws IllegalArgumentException if they cannot be used
   */
  static EventTypes read(
      Class<?> domain,
      Map<Class<?>, String> names,
      Set<Class<?>> shared,
      List<UpcastStep> declared) {
    List<RecordShape> shapes = new ShapeReader(boundary(domain, shared)).members(domain);
    EventTypes types = new EventTypes(domain, UpcastSteps.of(declared));
    for (RecordShape shape : shapes) {
      String simpleName = shape.type().getSimpleName();
      types.add(shape, names.getOrDefault(shape.type(), simpleName));
    }
    types.checkNamed(names.keySet());
    types.steps.check(types.byName.keySet());
    return types;
  }

  private void add(RecordShape shape, String name) {
    Set<String> personal =
        shape.components().stream()
            .filter(Component::isPersonal)
            .map(Component::name)
            .collect(Collectors.toUnmodifiableSet());
    EventType type = new EventType(name, steps.versionOf(name), shape, personal);
    if (name.isEmpty()) {
      throw new IllegalArgumentException(
          shape.type().getSimpleName() + " is stored under an empty name: give it one");
    }
    if (byName.put(name, type) != null) {
      throw new IllegalArgumentException(
          "Two events of " + domain + " are called " + name + ": name one of them differently");
    }
    byClass.put(shape.type(), type);
  }

  private void checkNamed(Set<Class<?>> named) {
    for (Class<?> event : named) {
      if (!byClass.containsKey(event)) {
        throw new IllegalArgumentException(
            event.getSimpleName() + " is named, but not an event of " + domain);
      }
    }
  }

  /** Allows what is declared in the event interface, in one of its events, or as shared. */
  private static BiConsumer<String, Class<?>> boundary(Class<?> domain, Set<Class<?>> shared) {
    return (place, type) -> {
      if (!isWithin(domain, type) && !shared.contains(type)) {
        String name = type.getSimpleName();
        throw new IllegalArgumentException(
            place
                + " holds "
                + name
                + ", which is not nested in "
                + domain.getSimpleName()
                + ": a rule that "
                + name
                + " is given later would make stored events unreadable; use a plain type, nest "
                + name
                + ", or declare it with shared("
                + name
                + ".class)");
      }
    };
  }

  /** A record of the domain may be declared outside of its interface, with types of its own. */
  private static boolean isWithin(Class<?> domain, Class<?> type) {
    for (Class<?> around = type; around != null; around = around.getEnclosingClass()) {
      if (around == domain || (around.isRecord() && domain.isAssignableFrom(around))) {
        return true;
      }
    }
    return false;
  }

  EventType of(Class<?> event) {
    return Objects.requireNonNull(byClass.get(event), "not an event of the interface");
  }

  /**
   * @throws IllegalArgumentException if the type or its schema version is not known
   * @throws MalformedException if a field is missing or malformed
   */
  Object load(EncodedEvent stored) {
    EncodedEvent today = steps.upcast(stored);
    EventType type = byName.get(today.eventType());
    if (type == null && !steps.knows(today.eventType())) {
      throw new IllegalArgumentException("this event type is not known");
    }
    if (type == null || today.schemaVersion() != type.version) {
      throw new IllegalArgumentException("this schema version is not known");
    }
    return type.shape.loadFields(today.payload());
  }

  Set<String> personalFields(String eventType) {
    @Nullable EventType type = byName.get(eventType);
    return type == null ? Set.of() : type.personal;
  }

  List<String> describe() {
    return byName.values().stream()
        .map(type -> type.name + ' ' + type.version + ' ' + type.shape.describe())
        .toList();
  }

  Map<String, Integer> versions() {
    Map<String, Integer> versions = new LinkedHashMap<>();
    byName.forEach((name, type) -> versions.put(name, type.version));
    return Collections.unmodifiableMap(versions);
  }

  Map<String, Shape> shapes() {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    byName.forEach((name, type) -> shapes.put(name, type.shape));
    return Collections.unmodifiableMap(shapes);
  }
}
