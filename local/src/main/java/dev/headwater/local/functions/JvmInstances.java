package dev.headwater.local.functions;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.headwater.local.functions.FunctionInvoker.Invocation;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Answered;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Failed;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Instances in this JVM: handlers whose constructor takes the environment. Code that ignores an
 * interrupt runs on unnoticed until it ends.
 */
final class JvmInstances implements Instances {
  private static final Logger LOG = LoggerFactory.getLogger(JvmInstances.class);

  private final Constructor<? extends RequestStreamHandler> constructor;
  private final Map<String, String> environment;

  JvmInstances(
      Constructor<? extends RequestStreamHandler> constructor, Map<String, String> environment) {
    this.constructor = constructor;
    this.environment = environment;
  }

  @Override
  public Instance create() throws FailedInitialization {
    try {
      return new JvmInstance(inContext(() -> constructor.newInstance(environment)));
    } catch (InvocationTargetException e) {
      throw FailedInitialization.of(e.getCause() == null ? e : e.getCause());
    } catch (Exception | LinkageError e) {
      throw FailedInitialization.of(e);
    }
  }

  @Override
  public boolean startEagerly() {
    return true;
  }

  /** More than Lambda allows: all functions start at once here, perhaps on a busy machine. */
  @Override
  public Duration maxInitialization() {
    return Duration.ofMinutes(1);
  }

  /** Libraries look for their providers with the context class loader. */
  private <T> T inContext(Callable<T> work) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(constructor.getDeclaringClass().getClassLoader());
    try {
      return work.call();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private final class JvmInstance implements Instance {
    private final RequestStreamHandler handler;

    JvmInstance(RequestStreamHandler handler) {
      this.handler = handler;
    }

    @Override
    public Invocation invoke(byte[] event, InvocationContext context) throws Exception {
      var answer = new ResponseBuffer();
      return inContext(
          () -> {
            handler.handleRequest(new ByteArrayInputStream(event), answer, context);
            return answer.overflowed() ? Failed.tooLarge() : new Answered(answer.text());
          });
    }

    @Override
    public boolean isUsable() {
      return true;
    }

    @Override
    public void close() {
      if (handler instanceof AutoCloseable closeable) {
        try {
          inContext(
              () -> {
                closeable.close();
                return true;
              });
        } catch (Exception e) {
          LOG.warn(
              "A handler of class {} failed to close: {}",
              handler.getClass().getName(),
              e.getClass().getName());
        }
      }
    }
  }
}
