package dev.headwater.service.functions;

import dev.headwater.host.RedactedException;
import dev.headwater.service.Service;
import dev.headwater.service.ServiceDefinition;
import dev.headwater.service.Settings;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds the service that a function belongs to: the class named by {@code SERVICE_DEFINITION},
 * loaded by the class loader of this class.
 */
final class DefinitionLoader {
  /** A constructor's exception, from a static initialiser. */
  private static final int MAX_CAUSES = 2;

  private final String variable;
  private final String name;

  private DefinitionLoader(String variable, String name) {
    this.variable = variable;
    this.name = name;
  }

  /**
   * Describes the service.
   *
   * @throws IllegalStateException if that is impossible; the message says what to change
   */
  static Service load(Settings settings) {
    String variable = Environment.SERVICE_DEFINITION;
    String name = settings.get(variable);
    if (name == null) {
      throw new IllegalStateException(
          "The environment variable "
              + variable
              + " is not set: set it in template.yaml, to the name of the class that implements "
              + ServiceDefinition.class.getSimpleName());
    }
    return new DefinitionLoader(variable, name.strip()).load();
  }

  private Service load() {
    Class<?> type = type();
    if (!ServiceDefinition.class.isAssignableFrom(type)) {
      throw refused("which does not implement " + ServiceDefinition.class.getSimpleName(), null);
    }
    if (!Modifier.isPublic(type.getModifiers()) || Modifier.isAbstract(type.getModifiers())) {
      throw refused("which must be a public class that is not abstract", null);
    }
    return describe(create(type));
  }

  private Class<?> type() {
    try {
      return Class.forName(name, true, DefinitionLoader.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw refused("and the function's package has no such class: check the name", e);
    } catch (LinkageError e) {
      throw refused("which cannot be loaded: " + reason(e), e);
    }
  }

  private ServiceDefinition create(Class<?> type) {
    Constructor<?> constructor;
    try {
      constructor = type.getConstructor();
    } catch (NoSuchMethodException e) {
      throw refused("which needs a public constructor without parameters", e);
    }
    try {
      return (ServiceDefinition) constructor.newInstance();
    } catch (InvocationTargetException e) {
      throw refused("whose constructor failed: " + reason(e), e);
    } catch (ReflectiveOperationException e) {
      throw refused("which cannot be created: " + e.getClass().getSimpleName(), e);
    }
  }

  private Service describe(ServiceDefinition definition) {
    @Nullable Service service;
    try {
      service = definition.describe();
    } catch (IllegalArgumentException e) {
      throw refused("whose description is wrong: " + reason(e), e);
    } catch (RuntimeException | LinkageError e) {
      throw refused("whose describe() failed: " + reason(e), e);
    }
    if (service == null) {
      throw refused("whose describe() returns null: return the service", null);
    }
    if (service.aggregates().isEmpty()) {
      throw refused("whose service has no aggregates: add one with .aggregate(…)", null);
    }
    return service;
  }

  /**
   * What went wrong: the sentence of a description's check, even if a static field of the
   * definition holds the description. Of any other exception, only the class: its message may quote
   * a setting.
   */
  private static String reason(Throwable thrown) {
    Throwable cause = thrown;
    for (int at = 0; at < MAX_CAUSES && isWrapper(cause); at++) {
      cause = Objects.requireNonNull(cause.getCause());
    }
    return cause instanceof IllegalArgumentException refusal
        ? RedactedException.reason(refusal)
        : cause.getClass().getName();
  }

  private static boolean isWrapper(Throwable thrown) {
    return thrown.getCause() != null
        && (thrown instanceof InvocationTargetException
            || thrown instanceof ExceptionInInitializerError);
  }

  private IllegalStateException refused(String reason, @Nullable Throwable cause) {
    return new IllegalStateException(
        variable + " names " + name + ", " + reason,
        cause == null ? null : RedactedException.of(cause));
  }
}
