package dev.headwater.local.functions;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.template.FunctionDeclaration;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Creates instances of a function's handler class, and contexts for its calls. */
final class HandlerFactory {
  private static final String METHOD = "::handleRequest";

  private final Constructor<? extends RequestStreamHandler> constructor;
  private final FunctionDeclaration function;
  private final Map<String, String> environment;
  private final FunctionLog log;

  private HandlerFactory(
      Constructor<? extends RequestStreamHandler> constructor,
      FunctionDeclaration function,
      FunctionEnvironment shared) {
    this.constructor = constructor;
    this.function = function;
    this.environment = environment(function, shared.environment());
    this.log = new FunctionLog(function.functionName(), shared.metrics());
  }

  static HandlerFactory of(FunctionDeclaration function, FunctionEnvironment shared) {
    var handler = handlerClass(function, shared.classLoader());
    try {
      return new HandlerFactory(handler.getConstructor(Map.class), function, shared);
    } catch (NoSuchMethodException e) {
      throw refused(function, "has no public constructor (Map<String, String> environment)", e);
    }
  }

  /**
   * @throws InvocationTargetException when the constructor throws
   */
  RequestStreamHandler create() throws ReflectiveOperationException {
    return constructor.newInstance(environment);
  }

  /** A context for a call that begins now. */
  InvocationContext newContext() {
    return InvocationContext.of(function, log);
  }

  private static Class<? extends RequestStreamHandler> handlerClass(
      FunctionDeclaration function, ClassLoader classLoader) {
    String name = className(function);
    try {
      Class<?> found = Class.forName(name, true, classLoader);
      if (!RequestStreamHandler.class.isAssignableFrom(found)) {
        throw refused(function, "does not implement RequestStreamHandler", null);
      }
      return found.asSubclass(RequestStreamHandler.class);
    } catch (ClassNotFoundException e) {
      throw refused(function, "is not on the class path", e);
    } catch (LinkageError e) {
      throw refused(function, "cannot be loaded (" + e + ")", e);
    }
  }

  private static String className(FunctionDeclaration function) {
    String handler = function.handler();
    if (!handler.contains("::")) {
      return handler;
    }
    if (!handler.endsWith(METHOD)) {
      throw refused(function, "names a method other than handleRequest", null);
    }
    return handler.substring(0, handler.length() - METHOD.length());
  }

  private static LocalCloudException refused(
      FunctionDeclaration function, String reason, @Nullable Throwable cause) {
    return new LocalCloudException(
        "Function "
            + function.functionName()
            + " cannot run locally: its handler "
            + function.handler()
            + " "
            + reason
            + ".",
        cause);
  }

  private static Map<String, String> environment(
      FunctionDeclaration function, Map<String, String> commonEnvironment) {
    Map<String, String> environment = new HashMap<>(function.environment());
    environment.putAll(commonEnvironment);
    environment.put("AWS_LAMBDA_FUNCTION_NAME", function.functionName());
    environment.put(
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMegabytes()));
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", InvocationContext.VERSION);
    return Map.copyOf(environment);
  }
}
