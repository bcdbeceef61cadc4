package dev.headwater.benchmarks.write;

import dev.headwater.benchmarks.harness.ChildJvm;
import dev.headwater.benchmarks.harness.HttpClients;
import dev.headwater.benchmarks.harness.QuietLog;
import dev.headwater.testsupport.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A JVM as Lambda starts it that makes one call.
 *
 * @param nanos from the start of the process until its call was answered
 * @param residentKilobytes how much memory it takes then; -1 where the system does not say
 */
record FirstCall(long nanos, long residentKilobytes) {
  private static final List<String> AS_ON_LAMBDA = List.of("-XX:TieredStopAtLevel=1", "-Xmx512m");
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";

  /** The options of Java with which Lambda starts a function that has this environment. */
  static List<String> javaOptions(Map<String, String> environment) {
    String more = environment.getOrDefault("JAVA_TOOL_OPTIONS", "");
    return Stream.concat(
            AS_ON_LAMBDA.stream(), Stream.of(more.split(" ")).filter(o -> !o.isEmpty()))
        .toList();
  }

  static FirstCall of(HttpClients kind, URI endpoint, String table) throws IOException {
    return of(kind, endpoint, table, AS_ON_LAMBDA);
  }

  static FirstCall of(HttpClients kind, URI endpoint, String table, List<String> javaOptions)
      throws IOException {
    long begun = System.nanoTime();
    try (ServerProcess child =
        ChildJvm.start(FirstCall.class, javaOptions, kind.name(), endpoint.toString(), table)) {
      return new FirstCall(System.nanoTime() - begun, Long.parseLong(child.address()));
    }
  }

  /** The process. */
  public static void main(String[] arguments) throws IOException {
    Locale.setDefault(Locale.US);
    QuietLog.configure();
    try (SdkHttpClient http = HttpClients.valueOf(arguments[0]).create();
        DynamoDbClient client = SampleWrites.client(URI.create(arguments[1]), http)) {
      new SampleWrites(client, arguments[2], "first").put(ProcessHandle.current().pid());
      ChildJvm.report(residentMemory());
    }
  }

  private static long residentMemory() throws IOException {
    if (!Files.isReadable(STATUS)) {
      return -1;
    }
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith(RESIDENT))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(-1);
  }
}
