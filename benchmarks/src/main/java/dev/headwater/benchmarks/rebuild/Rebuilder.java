package dev.headwater.benchmarks.rebuild;

import dev.headwater.benchmarks.harness.ChildJvm;
import dev.headwater.benchmarks.harness.DynamoDbLocalProcess;
import dev.headwater.benchmarks.harness.QuietLog;
import dev.headwater.benchmarks.harness.Sample;
import dev.headwater.benchmarks.harness.ServiceTemplate;
import dev.headwater.local.functions.InvocationContext;
import dev.headwater.local.template.FunctionDeclaration;
import dev.headwater.service.functions.OperationsFunction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Runs one side's rebuild in a JVM of its own, with a small heap, and reports how long it took. */
final class Rebuilder {
  /** As the template's operations function has it for a small service. */
  private static final List<String> HEAP = List.of("-Xms256m", "-Xmx256m");

  private static final String FUNCTION = "OperationsFunction";
  private static final int SLICE_SECONDS = 30;

  /** How many segments the operations function scans at once with this heap. */
  private static final int SEGMENTS = 1;

  private Rebuilder() {}

  /** The two sides. */
  enum Side {
    OURS,
    RAW
  }

  /** In another JVM. */
  static Sample run(Side side, Path template, URI tables) throws IOException {
    return new Sample(
        Long.parseLong(
            ChildJvm.run(
                Rebuilder.class, HEAP, side.name(), template.toString(), tables.toString())));
  }

  /** Runs in the separate process. */
  public static void main(String[] arguments) throws Exception {
    Locale.setDefault(Locale.US);
    QuietLog.configure();
    ServiceTemplate template = ServiceTemplate.read(Path.of(arguments[1]));
    URI tables = URI.create(arguments[2]);
    long begun = System.nanoTime();
    switch (Side.valueOf(arguments[0])) {
      case OURS -> rebuild(template, tables);
      case RAW -> {
        Map<String, String> environment = template.function(FUNCTION).environment();
        try (DynamoDbClient client = DynamoDbLocalProcess.client(tables)) {
          new RawRebuild(
                  client,
                  environment.getOrDefault("COMMAND_TABLE", ""),
                  environment.getOrDefault("READ_MODEL_TABLE_CUSTOMER_VIEW", ""),
                  SEGMENTS)
              .run();
        }
      }
    }
    ChildJvm.report(System.nanoTime() - begun);
  }

  private static void rebuild(ServiceTemplate template, URI tables) throws IOException {
    Map<String, String> environment = template.environment(FUNCTION, Map.of("DYNAMODB", tables));
    environment.remove("SEARCH_ENDPOINT");
    ObjectNode request = JsonMapper.shared().createObjectNode();
    request.put("operation", "rebuild").put("run", "benchmark").put("by", "benchmark");
    request.put("seconds", SLICE_SECONDS).putObject("arguments").put("dryRun", false);
    try (OperationsFunction function = new OperationsFunction(environment)) {
      boolean done = false;
      while (!done) {
        JsonNode answer = invoke(function, template.function(FUNCTION), request);
        if (answer.has("error") || answer.path("totals").path("failed").asLong(0) > 0) {
          throw new IOException("The rebuild failed: " + answer.path("error"));
        }
        done = answer.path("done").asBoolean(false);
        if (!done) {
          request.set("from", answer.required("from"));
        }
      }
    }
  }

  private static JsonNode invoke(
      OperationsFunction function, FunctionDeclaration declaration, ObjectNode request)
      throws IOException {
    var output = new ByteArrayOutputStream();
    function.handleRequest(
        new ByteArrayInputStream(request.toString().getBytes(StandardCharsets.UTF_8)),
        output,
        InvocationContext.of(declaration));
    return JsonMapper.shared().readTree(output.toByteArray());
  }
}
