package dev.headwater.local.tables;

import dev.headwater.local.ground.LocalClients;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Serves tables from a child process that the test can kill. */
record TablesProcess(Process process, URI endpoint) implements AutoCloseable {
  /**
   * @param options JVM options
   */
  static TablesProcess start(Path folder, String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "--enable-native-access=ALL-UNNAMED",
                "-Duser.language=en",
                "-Duser.country=US"));
    command.addAll(List.of(options));
    command.addAll(List.of(TablesProcess.class.getName(), folder.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    BufferedReader lines = process.inputReader();
    String line = lines.readLine();
    while (line != null && !line.startsWith("http")) {
      line = lines.readLine();
    }
    if (line == null) {
      process.destroyForcibly();
      throw new IOException("The process does not serve its tables");
    }
    return new TablesProcess(process, URI.create(line));
  }

  public static void main(String[] args) throws IOException {
    LocalDynamoDb tables = LocalDynamoDb.start(Path.of(args[0]));
    tables.create(List.of(PutsUntilKilled.TABLE));
    System.out.println(tables.endpoint());
    System.in.transferTo(System.out); // blocks until the parent process ends
  }

  DynamoDbClient client() {
    return LocalClients.configured(DynamoDbClient.builder(), endpoint).build();
  }

  void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    process.onExit().join();
  }
}
