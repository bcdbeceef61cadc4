package dev.headwater.local.functions;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.headwater.local.code.Code;
import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.template.FunctionDeclaration;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The class and method that a function's handler names, found but not initialised. */
record HandlerClass(FunctionDeclaration function, Code code, Class<?> type, String method) {
  private static final String HANDLE_REQUEST = "handleRequest";

  /**
   * Finds the handler of a function.
   *
   * @throws LocalCloudException when it does not exist, or cannot run on this JVM or on Lambda
   */
  static HandlerClass find(FunctionDeclaration function, Code code) {
    String[] parts = function.handler().split("::", 2);
    requireJavaVersion(function, code, parts[0]);
    try {
      Class<?> type = Class.forName(parts[0], false, code.loader());
      var handler =
          new HandlerClass(function, code, type, parts.length == 1 ? HANDLE_REQUEST : parts[1]);
      handler.requireMethod();
      return handler;
    } catch (ClassNotFoundException e) {
      throw refused(function, "is not in " + code.shown(), e);
    } catch (LinkageError e) {
      throw refused(function, "cannot be loaded from " + code.shown() + " (" + e + ")", e);
    }
  }

  /** The constructor that takes the environment, if a handler for this JVM has one. */
  Optional<Constructor<? extends RequestStreamHandler>> environmentConstructor() {
    if (!RequestStreamHandler.class.isAssignableFrom(type) || !method.equals(HANDLE_REQUEST)) {
      return Optional.empty();
    }
    try {
      return Optional.of(type.asSubclass(RequestStreamHandler.class).getConstructor(Map.class));
    } catch (NoSuchMethodException e) {
      return Optional.empty();
    } catch (LinkageError e) {
      throw refused(function, "cannot be loaded from " + code.shown() + " (" + e + ")", e);
    }
  }

  private static void requireJavaVersion(
      FunctionDeclaration function, Code code, String className) {
    try {
      int compiled = code.javaVersion(className).orElse(0);
      int local = Runtime.version().feature();
      if (compiled > function.javaVersion()) {
        throw refused(
            function,
            "is compiled for Java %s, but its Runtime is java%s: compile it for that release"
                .formatted(compiled, function.javaVersion()),
            null);
      }
      if (compiled > local) {
        throw refused(
            function,
            "is compiled for Java %s, and this is Java %s: start on a newer one"
                .formatted(compiled, local),
            null);
      }
    } catch (IOException e) {
      throw refused(function, "cannot be read from " + code.shown(), e);
    }
  }

  private void requireMethod() {
    boolean isHandler =
        RequestStreamHandler.class.isAssignableFrom(type)
            || RequestHandler.class.isAssignableFrom(type);
    if (!isHandler && !function.handler().contains("::")) {
      throw refused(function, "implements neither RequestHandler nor RequestStreamHandler", null);
    }
    List<Method> methods =
        Arrays.stream(type.getMethods()).filter(found -> found.getName().equals(method)).toList();
    if (methods.isEmpty()) {
      throw refused(function, "names a method that its class does not have", null);
    }
    boolean needsNone = methods.stream().anyMatch(found -> Modifier.isStatic(found.getModifiers()));
    if (!needsNone && environmentConstructor().isEmpty() && !hasPlainConstructor()) {
      throw refused(function, "has no public constructor without arguments", null);
    }
  }

  private boolean hasPlainConstructor() {
    return Arrays.stream(type.getConstructors())
        .anyMatch(constructor -> constructor.getParameterCount() == 0);
  }

  private static LocalCloudException refused(
      FunctionDeclaration function, String reason, @Nullable Throwable cause) {
    return new LocalCloudException(
        "Function %s cannot run locally: its handler %s %s."
            .formatted(function.functionName(), function.handler(), reason),
        cause);
  }
}
