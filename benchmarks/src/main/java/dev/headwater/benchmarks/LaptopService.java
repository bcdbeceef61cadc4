package dev.headwater.benchmarks;

import dev.headwater.benchmarks.harness.CustomersApi;
import dev.headwater.local.Endpoints;
import dev.headwater.local.ground.LocalClients;
import dev.headwater.testsupport.ServerProcess;
import java.io.IOException;
import java.net.URI;
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
  private static final Duration POLL = Duration.ofMillis(50);

  private final ServerProcess process;
  private final Path data;
  private final CustomersApi api;

  private LaptopService(ServerProcess process, Path data) {
    this.process = process;
    this.data = data;
    this.api = new CustomersApi(URI.create(process.address()));
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
    api.register(String.format(Locale.ROOT, "%s-%06d", prefix, number));
  }

  /** Seconds until this many customers are in the views table and found by searches. */
  double secondsUntilVisible(int customers) throws IOException {
    Endpoints endpoints = endpoints();
    String table = endpoints.tables().getOrDefault("CustomersTable", "");
    try (DynamoDbClient tables =
        LocalClients.configured(DynamoDbClient.builder(), endpoints.dynamodb()).build()) {
      return CustomersApi.secondsUntil(
          () -> found(customers) && views(tables, table) > customers, POLL);
    }
  }

  /** Seconds from a registration's answer until a look-up shows the customer. */
  double secondsUntilLookedUp(String prefix) throws IOException {
    register(prefix, 0);
    return CustomersApi.secondsUntil(
        () -> api.get("/customers/" + prefix + "-000000").statusCode() == 200, Duration.ZERO);
  }

  /** Counts the views, and the item that holds the number of list shards. */
  private static long views(DynamoDbClient tables, String table) {
    return tables.scanPaginator(scan -> scan.tableName(table).select(Select.COUNT)).stream()
        .mapToLong(ScanResponse::count)
        .sum();
  }

  private boolean found(int customers) throws IOException {
    return api.get("/customers/count").body().contains("\"count\":" + customers + "}");
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
    api.close();
    process.close();
  }
}
