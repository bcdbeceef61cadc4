package dev.headwater.service;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;

/** The type of an aggregate's ids: a record with one component of text, and rules of its own. */
public final class IdType {
  private final Class<?> type;
  private final Constructor<?> constructor;
  private final Method text;

  /**
   * @throws IllegalArgumentException if the type is not such a record
   */
  IdType(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    if (components == null || components.length != 1 || components[0].getType() != String.class) {
      throw new IllegalArgumentException(
          type.getSimpleName()
              + " cannot identify an aggregate: use a record with one component of type String");
    }
    this.type = type;
    try {
      this.constructor = type.getDeclaredConstructor(String.class);
    } catch (NoSuchMethodException e) {
      throw new AssertionError("A record has its canonical constructor", e);
    }
    this.text = components[0].getAccessor();
    constructor.setAccessible(true);
    text.setAccessible(true);
  }

  public Class<?> type() {
    return type;
  }

  /**
   * The id with this text, as text: its constructor may normalise it.
   *
   * @throws IllegalArgumentException if no id has this text
   */
  public String parse(String given) {
    return text(create(given));
  }

  /** The text of an id of this type. */
  public String text(Object id) {
    try {
      return (String) text.invoke(id);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The id of " + type.getSimpleName() + " cannot be read", e);
    }
  }

  private Object create(String given) {
    try {
      return constructor.newInstance(given);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw new IllegalStateException(type.getSimpleName() + " cannot be created", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.getSimpleName() + " cannot be created", e);
    }
  }
}
