package dev.headwater.testsupport;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A function with SnapStart, in a JVM of its own with AWS's runtime interface client. No snapshot
 * is taken: the process waits where Lambda would take it.
 */
public final class RestoredFunction implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String API = "/2018-06-01/runtime/";

  private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final Process process;

  private record Call(String path, String body) {}

  private RestoredFunction(
      String handler, Map<String, String> environment, List<String> javaOptions)
      throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(API, this::answer);
    server.setExecutor(threads);
    server.start();
    process = command(handler, environment, javaOptions).start();
    threads.execute(this::readLog);
  }

  /**
   * Starts a function, and returns when Lambda would take its snapshot.
   *
   * @param handler the name of its class
   * @throws IOException if it does not start; no process is left running
   */
  public static RestoredFunction start(String handler, Map<String, String> environment)
      throws IOException {
    return start(handler, environment, List.of("-XX:TieredStopAtLevel=1"));
  }

  /** The same with these options of Java. */
  public static RestoredFunction start(
      String handler, Map<String, String> environment, List<String> javaOptions)
      throws IOException {
    var function = new RestoredFunction(handler, environment, javaOptions);
    try {
      function.await(RestoredFunctionMain.STARTED);
      function.await("restore/next");
      return function;
    } catch (IOException | RuntimeException | Error e) {
      function.close();
      throw e;
    }
  }

  private ProcessBuilder command(
      String handler, Map<String, String> environment, List<String> javaOptions) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.add("--add-opens=java.base/java.io=ALL-UNNAMED");
    command.add("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");
    command.addAll(javaOptions);
    command.add("-cp");
    // First, since it replaces a class of the client.
    command.add(Path.of(location()) + File.pathSeparator + System.getProperty("java.class.path"));
    command.add(RestoredFunctionMain.class.getName());
    command.add(handler);
    var builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true).environment().putAll(environment);
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_LAMBDA_RUNTIME_API",
                "127.0.0.1:" + server.getAddress().getPort(),
                "AWS_LAMBDA_INITIALIZATION_TYPE",
                "snap-start",
                "AWS_LAMBDA_FUNCTION_NAME",
                "restored",
                "_HANDLER",
                handler));
    return builder;
  }

  private static URI location() {
    return URI.create(
        RestoredFunction.class.getProtectionDomain().getCodeSource().getLocation().toString());
  }

  private void readLog() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      output.lines().forEach(log::add);
    } catch (IOException | UncheckedIOException e) {
      log.add("(closed: " + e.getMessage() + ')');
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().substring(API.length());
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      calls.add(new Call(path, body));
      if (!path.endsWith("/next")) {
        exchange.sendResponseHeaders(202, -1);
        return;
      }
      byte[] answer = answers.take().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add(RestoredFunctionMain.REQUEST_ID, "request");
      exchange
          .getResponseHeaders()
          .add(
              RestoredFunctionMain.DEADLINE,
              Long.toString(System.currentTimeMillis() + LIMIT.toMillis()));
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the test is over
    }
  }

  private String await(String path) throws IOException {
    try {
      Call call = calls.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
      if (call == null || !call.path.equals(path)) {
        throw new IOException(
            "Expected " + path + ", not " + call + ":\n" + String.join("\n", log));
      }
      return call.body;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while a function ran", e);
    }
  }

  /** Restores the function, and returns when it is ready for its first event. */
  public void restore() throws IOException {
    answers.add("");
    await("invocation/next");
  }

  /** The function's answer to an event. */
  public String invoke(String event) throws IOException {
    answers.add(event);
    String answer = await("invocation/request/response");
    await("invocation/next");
    return answer;
  }

  /** The id of its process. */
  public long pid() {
    return process.pid();
  }

  /** The lines that the function has written so far. */
  public List<String> log() {
    return List.copyOf(log);
  }

  /** Ends the process. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
    threads.shutdownNow();
    server.stop(0);
  }
}
