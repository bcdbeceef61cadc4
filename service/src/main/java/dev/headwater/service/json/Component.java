package dev.headwater.service.json;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A component of a record. Immutable. */
public final class Component {
  private static final Object[] NO_ARGUMENTS = {};

  private final String name;
  private final Shape shape;
  private final boolean optional;
  private final boolean personal;
  private final Method accessor;

  Component(String name, Shape shape, boolean optional, boolean personal, Method accessor) {
    this.name = name;
    this.shape = shape;
    this.optional = optional;
    this.personal = personal || shape.isPersonal();
    this.accessor = accessor;
  }

  /** The component's name, which is the field's name in every form. */
  public String name() {
    return name;
  }

  /** What is known of its type. */
  public Shape shape() {
    return shape;
  }

  /** Whether it is marked {@code @Nullable}, so that its field may be absent. */
  public boolean isOptional() {
    return optional;
  }

  /** Whether it, or a part of it, is marked {@link dev.headwater.event.Personal}. */
  public boolean isPersonal() {
    return personal;
  }

  /** The component's value. An exception of the record's own accessor passes unchanged. */
  @Nullable Object get(Object owner) {
    try {
      return accessor.invoke(owner, NO_ARGUMENTS);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new AssertionError("A record's accessor declares no exceptions", e);
    } catch (IllegalAccessException e) {
      throw new AssertionError("A record's accessor was made accessible", e);
    }
  }

  /**
   * The component's value in its stored form; {@code null} if it has none.
   *
   * @throws IllegalArgumentException if it has none but is not optional
   */
  public @Nullable Object stored(Object owner) {
    Object value = getChecked(owner);
    return value == null ? null : shape.store(value);
  }

  /**
   * The stored form of a value that is given as it is, or in its stored form already.
   *
   * @throws IllegalArgumentException if it is neither; the message quotes no content
   */
  public Object storedValue(Object value) {
    try {
      Object adopted = adopt(value);
      return shape.store(Objects.requireNonNull(adopted, "a value is not adopted as nothing"));
    } catch (MalformedException e) {
      throw e.refusal();
    }
  }

  /** The value, which only an optional component may lack. */
  @Nullable Object getChecked(Object owner) {
    return optional ? get(owner) : required(owner);
  }

  Object required(Object owner) {
    Object value = get(owner);
    if (value == null) {
      throw new IllegalArgumentException(
          accessor.getDeclaringClass().getSimpleName()
              + '.'
              + name
              + " is null: only a component that is marked @Nullable may be");
    }
    return value;
  }

  /** The value of a stored field; {@code null} stands for an absent one. */
  @Nullable Object load(@Nullable Object stored) {
    if (stored == null && optional) {
      return null;
    }
    Object value = stored == null ? null : loadPresent(stored);
    if (value == null) {
      throw new MalformedException(
          name, (optional ? "is not " : "is missing or not ") + shape.noun());
    }
    return value;
  }

  private @Nullable Object loadPresent(Object stored) {
    try {
      return shape.load(stored);
    } catch (MalformedException e) {
      throw e.within(name);
    }
  }

  /** A value that was not in the request, as it is or in its stored form. */
  @Nullable Object adopt(@Nullable Object value) {
    Object adopted = value == null ? null : adoptPresent(value);
    return adopted == null ? load(value) : adopted;
  }

  private @Nullable Object adoptPresent(Object value) {
    try {
      return shape.adopt(value);
    } catch (MalformedException e) {
      throw e.within(name);
    }
  }

  /**
   * The value of a field of a request; {@code null} if it is absent or wrong.
   *
   * @param prefix the path of the object around it, with a point
   */
  @Nullable Object bind(JsonNode node, String prefix, Binding binding) {
    if (!Binding.isAbsent(node)) {
      return shape.bind(node, prefix + name, binding);
    }
    return optional ? null : binding.wrong(prefix + name, Binding.MISSING);
  }

  String describe() {
    return name + (optional ? "?" : "") + (personal ? "!" : "") + ": " + shape.describe();
  }
}
