package dev.headwater.local.functions;

import dev.headwater.local.chaos.Chaos;
import dev.headwater.local.code.Code;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Failed;
import dev.headwater.local.functions.InstancePool.Replacement;
import dev.headwater.local.functions.Instances.FailedInitialization;
import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.ground.LoggedThreads;
import dev.headwater.local.ground.StopSignal;
import dev.headwater.local.template.FunctionDeclaration;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/**
 * Runs the functions of a template: a handler whose constructor takes the environment in this JVM,
 * any other in JVMs of its own. As in Lambda, an instance of a handler serves one call at a time,
 * and a function has up to {@code concurrency} instances, created on demand. The first in this JVM
 * is created at once, so that a wrong configuration fails the start. A call beyond the limit waits
 * for at most a second and is then throttled.
 *
 * <p>A call that exceeds its timeout is interrupted, and its instance is not used again. In this
 * JVM, code that ignores the interrupt runs on unnoticed until it ends; a JVM of its own is killed,
 * and also ends after minutes without a call. Events and responses are limited to 6 MB (<a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">quotas</a>).
 */
public final class FunctionRuntime implements FunctionInvoker, AutoCloseable {
  public static final int MAX_EVENT_BYTES = 6 * 1024 * 1024;
  public static final String EVENT_TOO_LARGE =
      "Request must be smaller than " + MAX_EVENT_BYTES + " bytes for the InvokeFunction operation";

  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

  /** How often idle instances are looked for while one could become too old. */
  private static final int IDLE_CHECKS = 5;

  private final ExecutorService calls = LoggedThreads.executor("function-");
  private final Map<String, LocalFunction> functions = new ConcurrentHashMap<>();

  private final FunctionEnvironment shared;
  private final ChildJvms children;
  private final StopSignal stop = new StopSignal();

  /**
   * @throws LocalCloudException when a handler cannot be found or created; nothing is left running
   */
  public FunctionRuntime(
      List<FunctionDeclaration> declarations, FunctionEnvironment environment, Chaos chaos) {
    this(declarations, environment, chaos, new ChildJvms());
  }

  /** Ends the children, too. */
  FunctionRuntime(
      List<FunctionDeclaration> declarations,
      FunctionEnvironment environment,
      Chaos chaos,
      ChildJvms children) {
    this.shared = environment;
    this.children = children;
    List<? extends Future<?>> starts =
        declarations.stream()
            .map(
                declaration ->
                    calls.submit(
                        () ->
                            functions.put(
                                declaration.functionName(), function(declaration, chaos))))
            .toList();
    try {
      starts.forEach(FunctionRuntime::await);
    } catch (LocalCloudException e) {
      starts.forEach(start -> start.cancel(true));
      close();
      throw e;
    }
    children.whenFull(() -> endIdle(Duration.ZERO));
    LoggedThreads.named("idle-instances-").newThread(this::endIdle).start();
  }

  private void endIdle() {
    Duration idle = children.maxIdle();
    while (!stop.pause(idle.dividedBy(IDLE_CHECKS))) {
      endIdle(idle);
    }
  }

  private void endIdle(Duration since) {
    functions.values().forEach(function -> function.instances().endIdle(since));
  }

  private static void await(Future<?> start) {
    try {
      start.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof LocalCloudException refused
          ? refused
          : new LocalCloudException("A function cannot start: " + e.getCause() + ".", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalCloudException("Interrupted while starting functions.", e);
    }
  }

  private LocalFunction function(FunctionDeclaration declaration, Chaos chaos) {
    return starting(
        declaration,
        () ->
            new LocalFunction(
                declaration,
                log(declaration),
                source(declaration, shared.code().of(declaration)),
                calls,
                chaos));
  }

  /**
   * Moves functions to other code, all or none. Calls in progress end on the code that they began
   * with.
   *
   * @throws LocalCloudException when one of them cannot start on it
   */
  public void reload(List<FunctionDeclaration> declarations, Code code) {
    List<Replacement> ready = new ArrayList<>();
    try {
      for (FunctionDeclaration declaration : declarations) {
        InstancePool instances = find(declaration.functionName()).instances();
        ready.add(starting(declaration, () -> instances.replacement(source(declaration, code))));
      }
    } catch (LocalCloudException e) {
      ready.forEach(Replacement::discard);
      throw e;
    }
    ready.forEach(Replacement::use);
  }

  @FunctionalInterface
  private interface Start<T> {
    T run() throws FailedInitialization, InterruptedException;
  }

  private static <T> T starting(FunctionDeclaration declaration, Start<T> start) {
    try {
      return start.run();
    } catch (FailedInitialization e) {
      throw new LocalCloudException(
          "Function %s cannot start: the constructor of %s%s."
              .formatted(
                  declaration.functionName(),
                  declaration.handler(),
                  e.getCause() == null ? ": " + e.getMessage() : " threw " + e.getCause()),
          e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalCloudException("Interrupted while starting functions.", e);
    }
  }

  private Instances source(FunctionDeclaration declaration, Code code) {
    Map<String, String> environment = environment(declaration);
    return HandlerClass.find(declaration, code)
        .environmentConstructor()
        .<Instances>map(constructor -> new JvmInstances(constructor, environment))
        .orElseGet(() -> children.of(declaration, code, environment, log(declaration)));
  }

  private FunctionLog log(FunctionDeclaration function) {
    return new FunctionLog(function.functionName(), shared.metrics());
  }

  private Map<String, String> environment(FunctionDeclaration function) {
    Map<String, String> environment = new HashMap<>(function.environment());
    environment.putAll(shared.environment());
    environment.put("AWS_LAMBDA_FUNCTION_NAME", function.functionName());
    environment.put(
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMegabytes()));
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", InvocationContext.VERSION);
    return Map.copyOf(environment);
  }

  @Override
  public Invocation invoke(String functionName, String event) {
    LocalFunction function = find(functionName);
    byte[] payload = event.getBytes(StandardCharsets.UTF_8);
    if (payload.length > MAX_EVENT_BYTES) {
      return new Failed(Failed.EVENT_TOO_LARGE, EVENT_TOO_LARGE);
    }
    try {
      return function.invoke(payload);
    } catch (RejectedExecutionException e) {
      return new Failed(Failed.STOPPING, "The local cloud is stopping.");
    }
  }

  private LocalFunction find(String functionName) {
    LocalFunction function = functions.get(functionName);
    if (function == null) {
      throw new FunctionException("There is no function " + functionName + ".");
    }
    return function;
  }

  /**
   * Waits a few seconds for running calls, interrupts the rest, closes the handlers that are {@link
   * AutoCloseable}, and ends all other JVMs.
   */
  @Override
  public void close() {
    stop.request();
    LoggedThreads.end(calls, CLOSE_WAIT);
    functions.values().forEach(function -> function.instances().close());
    children.close();
  }
}
