package dev.headwater.benchmarks.restore;

import dev.headwater.benchmarks.harness.ChildJvm;
import dev.headwater.benchmarks.harness.CustomersApi;
import dev.headwater.benchmarks.harness.QuietLog;
import dev.headwater.local.Endpoints;
import dev.headwater.local.LocalCloud;
import dev.headwater.local.LocalCloudOptions;
import dev.headwater.testsupport.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** The customer service on the local cloud, in a process of its own. */
final class ServedCustomers implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration POLL = Duration.ofMillis(50);

  private final ServerProcess process;
  private final Stack stack;
  private final CustomersApi api;

  private ServedCustomers(ServerProcess process) {
    this.process = process;
    this.stack = JSON.readValue(process.address(), Stack.class);
    this.api = new CustomersApi(stack.http());
  }

  /**
   * @param services by the names that the SDK has for them
   * @param environments of functions, by logical id
   */
  record Stack(
      URI http, Map<String, URI> services, Map<String, Map<String, String>> environments) {}

  static ServedCustomers start(Path template, List<String> functions) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(template.toString()));
    arguments.addAll(functions);
    return new ServedCustomers(
        ChildJvm.start(ServedCustomers.class, List.of("-Xmx1g"), arguments.toArray(String[]::new)));
  }

  /** The process. */
  public static void main(String[] arguments) throws IOException {
    Locale.setDefault(Locale.US);
    QuietLog.configure();
    Map<String, Map<String, String>> environments = new TreeMap<>();
    var options =
        LocalCloudOptions.of(Path.of(arguments[0]), "benchmarks")
            .withParameters(
                Map.of("SearchEnabled", "true", "UniqueEmail", "false", "HeartbeatEnabled", "true"))
            .withHandlersOnClassPath()
            .withPreparation(
                (tables, functions) -> {
                  for (String id : List.of(arguments).subList(1, arguments.length)) {
                    environments.put(id, functions.environment(id));
                  }
                });
    try (LocalCloud cloud = LocalCloud.start(options)) {
      Endpoints at = cloud.endpoints();
      Map<String, URI> services =
          Map.of(
              "DYNAMODB", at.dynamodb(),
              "SQS", at.sqs(),
              "EVENTBRIDGE", at.eventbridge(),
              "CLOUDWATCH", at.eventbridge(),
              "LAMBDA", at.lambda(),
              "OPENSEARCH", Objects.requireNonNull(at.opensearch()));
      ChildJvm.report(JSON.writeValueAsString(new Stack(at.http(), services, environments)));
    }
  }

  Stack stack() {
    return stack;
  }

  void register(String id) throws IOException {
    api.register(id);
  }

  /** Returns once a customer can be looked up and found by its e-mail. */
  void awaitVisible(String id) throws IOException {
    CustomersApi.secondsUntil(() -> isVisible(id), POLL);
  }

  private boolean isVisible(String id) throws IOException {
    return api.get("/customers/" + id).statusCode() == 200
        && api.get("/customers?email=" + id + "@mail.example").body().contains(id);
  }

  @Override
  public void close() {
    api.close();
    process.close();
  }
}
