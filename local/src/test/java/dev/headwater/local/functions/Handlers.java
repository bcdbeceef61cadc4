package dev.headwater.local.functions;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.headwater.local.chaos.Chaos;
import dev.headwater.local.code.CodeSource;
import dev.headwater.local.functions.FunctionInvoker.Invocation;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Answered;
import dev.headwater.local.template.EventInvokeConfig;
import dev.headwater.local.template.FunctionDeclaration;
import dev.headwater.local.template.RouteDeclaration;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Small functions for tests, and their declarations. */
public final class Handlers {
  private Handlers() {}

  public static FunctionDeclaration declare(String name, Class<?> handler) {
    return declare(name, handler, Map.of(), 10, Duration.ofSeconds(3));
  }

  public static FunctionDeclaration declare(
      String name, Class<?> handler, RouteDeclaration... routes) {
    return new FunctionDeclaration(
        name,
        name,
        handler.getName(),
        null,
        25,
        Duration.ofSeconds(3),
        512,
        10,
        Map.of(),
        List.of(routes),
        List.of(),
        EventInvokeConfig.DEFAULTS);
  }

  static FunctionDeclaration declare(
      String name,
      Class<?> handler,
      Map<String, String> environment,
      int concurrency,
      Duration timeout) {
    return new FunctionDeclaration(
        name,
        name,
        handler.getName(),
        null,
        25,
        timeout,
        512,
        concurrency,
        environment,
        List.of(),
        List.of(),
        EventInvokeConfig.DEFAULTS);
  }

  static FunctionRuntime runtime(FunctionDeclaration... functions) {
    return runtime(Map.of(), functions);
  }

  /**
   * Starts functions.
   *
   * @param environment variables that all of them have
   */
  public static FunctionRuntime runtime(
      Map<String, String> environment, FunctionDeclaration... functions) {
    return new FunctionRuntime(
        List.of(functions),
        new FunctionEnvironment(environment, CodeSource.onClassPath(), line -> false),
        Chaos.NONE);
  }

  static String answer(Invocation invocation) {
    assertThat(invocation).isInstanceOf(Answered.class);
    return ((Answered) invocation).payload();
  }

  /** Responds with the event. */
  public static final class Echo implements RequestStreamHandler {
    public Echo(Map<String, String> environment) {
      requireNonNull(environment);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
        throws IOException {
      input.transferTo(output);
    }
  }

  /** Responds with the value of the variable that the event names. */
  public static final class Environment implements RequestStreamHandler {
    private final Map<String, String> environment;

    public Environment(Map<String, String> environment) {
      this.environment = environment;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
        throws IOException {
      String name = new String(input.readAllBytes(), StandardCharsets.UTF_8);
      output.write(String.valueOf(environment.get(name)).getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Works for as many milliseconds as the event says, and responds with {@code instance}. */
  public static final class Worker implements RequestStreamHandler, AutoCloseable {
    private final String id = UUID.randomUUID().toString();
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<String, String> environment;

    public Worker(Map<String, String> environment) {
      this.environment = environment;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
        throws IOException {
      if (calls.incrementAndGet() > 1) {
        throw new IllegalStateException("two calls at the same time");
      }
      long millis = Long.parseLong(new String(input.readAllBytes(), StandardCharsets.UTF_8));
      try {
        boolean released = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
        output.write((released ? "" : id).getBytes(StandardCharsets.UTF_8));
      } catch (InterruptedException e) {
        throw new IOException("interrupted", e);
      }
      calls.decrementAndGet();
    }

    @Override
    public void close() throws IOException {
      String folder = environment.get("CLOSED");
      if (folder != null) {
        Files.createFile(Path.of(folder, id));
      }
    }
  }

  /** Always throws. */
  public static final class Broken implements RequestStreamHandler {
    public Broken(Map<String, String> environment) {
      requireNonNull(environment);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) {
      throw new IllegalArgumentException("no such thing");
    }
  }

  /** Responds with as many bytes as the event says. */
  public static final class Talkative implements RequestStreamHandler {
    public Talkative(Map<String, String> environment) {
      requireNonNull(environment);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
        throws IOException {
      int size = Integer.parseInt(new String(input.readAllBytes(), StandardCharsets.UTF_8));
      output.write("x".repeat(size).getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Responds with its context. */
  public static final class Introspective implements RequestStreamHandler {
    public Introspective(Map<String, String> environment) {
      requireNonNull(environment);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
        throws IOException {
      context.getLogger().log("called");
      String text =
          String.join(
              " ",
              context.getFunctionName(),
              context.getFunctionVersion(),
              context.getInvokedFunctionArn(),
              Integer.toString(context.getMemoryLimitInMB()),
              Boolean.toString(
                  context.getRemainingTimeInMillis() > 1_000
                      && context.getRemainingTimeInMillis() <= 3_000),
              Integer.toString(context.getAwsRequestId().length()));
      output.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Not a handler. */
  public static final class Stranger {
    public Stranger(Map<String, String> environment) {
      requireNonNull(environment);
    }
  }

  /** Lacks the required constructor. */
  public static final class Unconfigurable implements RequestStreamHandler {
    Unconfigurable() {}

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) {}
  }

  /** Throws in the constructor. */
  public static final class Stillborn implements RequestStreamHandler {
    public Stillborn(Map<String, String> environment) {
      throw new IllegalStateException("TABLE is not set in " + environment.size());
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) {}
  }
}
