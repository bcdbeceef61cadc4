package dev.headwater.benchmarks;

import dev.headwater.local.Endpoints;
import dev.headwater.local.ground.LocalClients;
import dev.headwater.local.ground.StopSignal;
import dev.headwater.testsupport.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** The customer service as {@code ./headwater serve} runs it, and clients of its HTTP API. */
final class LaptopService implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("^ *HTTP API +(\\S+)");
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(50);

  private final ServerProcess process;
  private final Path data;
  private final URI address;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private LaptopService(ServerProcess process, Path data) {
    this.process = process;
    this.data = data;
    this.address = URI.create(process.address());
  }

  static LaptopService start(Path home, Path data) throws IOException {
    ProcessBuilder command =
        new ProcessBuilder(
            home.resolve("headwater").toString(),
            "serve",
            "--port",
            "0",
            "--data",
            data.toString());
    return new LaptopService(ServerProcess.start(environment(command), ADDRESS), data);
  }

  private static ProcessBuilder environment(ProcessBuilder command) {
    command.redirectError(ProcessBuilder.Redirect.INHERIT);
    command.environment().put("HEADWATER_JAVA_HOME", System.getProperty("java.home"));
    command.environment().put("HEADWATER_BUILD", "never"); // benchmarks/run has built it
    return command;
  }

  void register(String prefix, int number) throws IOException {
    String id = String.format(Locale.ROOT, "%s-%06d", prefix, number);
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/customers"))
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    """
                    {"customerId": "%1$s", "email": "%1$s@mail.example",
                    "name": "Anna Maria Smith"}\
                    """
                        .formatted(id)))
            .build();
    int status = send(request).statusCode();
    if (status != 201) {
      throw new IOException("A registration was answered " + status);
    }
  }

  /** Seconds until this many customers are in the views table and found by searches. */
  double secondsUntilVisible(int customers) throws IOException {
    Endpoints endpoints = endpoints();
    String table = endpoints.tables().getOrDefault("CustomersTable", "");
    try (DynamoDbClient tables =
        LocalClients.configured(DynamoDbClient.builder(), endpoints.dynamodb()).build()) {
      return secondsUntil(() -> found(customers) && views(tables, table) > customers, POLL);
    }
  }

  /** Seconds from a registration's answer until a look-up shows the customer. */
  double secondsUntilLookedUp(String prefix) throws IOException {
    register(prefix, 0);
    HttpRequest lookUp =
        HttpRequest.newBuilder(address.resolve("/customers/" + prefix + "-000000")).build();
    return secondsUntil(() -> send(lookUp).statusCode() == 200, Duration.ZERO);
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private static double secondsUntil(Condition visible, Duration pause) throws IOException {
    long begun = System.nanoTime();
    while (!visible.holds()) {
      if (System.nanoTime() - begun > PATIENCE.toNanos()) {
        throw new IOException("Not all is visible after " + PATIENCE);
      }
      new StopSignal().pause(pause);
    }
    return (System.nanoTime() - begun) / 1e9;
  }

  /** Counts the views, and the item that holds the number of list shards. */
  private static long views(DynamoDbClient tables, String table) {
    return tables.scanPaginator(scan -> scan.tableName(table).select(Select.COUNT)).stream()
        .mapToLong(ScanResponse::count)
        .sum();
  }

  private boolean found(int customers) throws IOException {
    HttpRequest count = HttpRequest.newBuilder(address.resolve("/customers/count")).build();
    return send(count).body().contains("\"count\":" + customers + "}");
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }

  /**
   * Runs another command of {@code headwater} on this service.
   *
   * @return its exit code
   */
  int operate(Path home, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(home.resolve("headwater").toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--data", data.toString()));
    ProcessBuilder process = environment(new ProcessBuilder(command));
    try {
      return process.redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }

  /** Ends the service without a chance to clean up, like {@code kill -9}. */
  void kill() throws IOException {
    ProcessHandle.of(endpoints().pid())
        .ifPresent(
            handle -> {
              handle.destroyForcibly();
              handle.onExit().join();
            });
  }

  Endpoints endpoints() throws IOException {
    return Endpoints.read(data).orElseThrow(() -> new IOException("The service does not run"));
  }

  @Override
  public void close() {
    http.close();
    process.close();
  }
}
