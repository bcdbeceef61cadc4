package dev.headwater.benchmarks.harness;

import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.ground.LocalCredentials;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.testsupport.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * DynamoDB Local in a separate process, with the tables that a template declares, on a free port of
 * the loopback interface.
 */
public final class DynamoDbLocalProcess implements AutoCloseable {
  private final ServerProcess process;

  private DynamoDbLocalProcess(ServerProcess process) {
    this.process = process;
  }

  /** Keeps the tables in memory. */
  public static DynamoDbLocalProcess start(Path template) throws IOException {
    return new DynamoDbLocalProcess(
        ChildJvm.start(
            DynamoDbLocalProcess.class, List.of("-Xms1g", "-Xmx1g"), template.toString()));
  }

  /** Keeps the tables on disk, like the local cloud. */
  public static DynamoDbLocalProcess start(Path template, Path folder) throws IOException {
    return new DynamoDbLocalProcess(
        ChildJvm.start(
            DynamoDbLocalProcess.class,
            List.of("-Xms1g", "-Xmx1g"),
            template.toString(),
            folder.toString()));
  }

  /** Runs in the separate process. */
  public static void main(String[] arguments) throws IOException {
    Locale.setDefault(Locale.US);
    QuietLog.configure();
    Path folder = arguments.length > 1 ? Path.of(arguments[1]) : null;
    try (LocalDynamoDb tables = LocalDynamoDb.start(folder)) {
      tables.create(ServiceTemplate.read(Path.of(arguments[0])).tables());
      ChildJvm.report(tables.endpoint());
    }
  }

  public URI endpoint() {
    return URI.create(process.address());
  }

  /** A client like those of the functions, which no other client beats. */
  public DynamoDbClient client(ExecutionInterceptor... watchers) {
    return client(endpoint(), watchers);
  }

  /** The same for a server that another process has started. */
  public static DynamoDbClient client(URI endpoint, ExecutionInterceptor... watchers) {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(Region.of(LocalArn.REGION))
        .credentialsProvider(LocalCredentials.PROVIDER)
        .httpClientBuilder(HttpClients.ours())
        .overrideConfiguration(override -> override.executionInterceptors(List.of(watchers)))
        .build();
  }

  @Override
  public void close() {
    process.close();
  }
}
