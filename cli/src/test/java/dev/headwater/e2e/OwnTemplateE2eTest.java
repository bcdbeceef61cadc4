package dev.headwater.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.local.Endpoints;
import dev.headwater.repository.Repository;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order service from its build, and a scheduled job beside it that knows nothing of us. */
class OwnTemplateE2eTest {
  private static final Path ORDERS = Repository.ROOT.resolve("examples/orders");

  private static final String JOB =
      """
      package nightly;

      import com.amazonaws.services.lambda.runtime.*;
      import java.net.URI;
      import java.net.http.*;
      import java.util.Map;

      public class Report implements RequestHandler<Map<String, Object>, String> {
        private final URI orders =
            URI.create(
                System.getenv("AWS_ENDPOINT_URL_LAMBDA")
                    + "/2015-03-31/functions/" + System.getenv("ORDERS") + "/invocations");

        public String handleRequest(Map<String, Object> event, Context context) {
          var query =
              HttpRequest.newBuilder(orders)
                  .POST(HttpRequest.BodyPublishers.ofString(
                      "{\\"queryType\\": \\"GetOrder\\", \\"orderId\\": \\"o1\\"}"))
                  .build();
          try (var client = HttpClient.newHttpClient()) {
            String order = client.send(query, HttpResponse.BodyHandlers.ofString()).body();
            return event.get("source") + " reports " + order;
          } catch (Exception e) {
            throw new IllegalStateException("orders do not answer", e);
          }
        }
      }
      """;

  private static final String RESOURCES =
      """
      Resources:
        NightlyReport:
          Type: AWS::Serverless::Function
          Properties:
            CodeUri: nightly
            Handler: nightly.Report
            Environment:
              Variables:
                ORDERS: !Ref QueryFunction
            Events:
              Nightly:
                Type: Schedule
                Properties:
                  Schedule: cron(0 3 * * ? *)
      """;

  @TempDir Path folder;

  @Test
  void a_job_runs_beside_a_service_and_is_reloaded_while_the_data_stay() throws Exception {
    compile(JOB);
    Path template = folder.resolve("template.yaml");
    Files.writeString(
        template,
        Files.readString(ORDERS.resolve("template.yaml"))
            .replace("CodeUri: target/", "CodeUri: " + ORDERS.resolve("target") + "/")
            .replace("Resources:\n", RESOURCES));
    try (var service =
        RunningService.on(
            folder.resolve("data"),
            "--template",
            template.toString(),
            "--parameter",
            "SearchEnabled=false",
            "--watch")) {
      Endpoints endpoints = service.endpoints();
      assertThat(
              post(
                  endpoints.http().resolve("/orders"),
                  """
                  {"orderId": "o1", "number": "2026-1", "customerId": "ada",
                   "customerName": "Ada Lovelace",
                   "lines": [{"sku": "tea-1", "quantity": 2, "price": 5}]}\
                  """))
          .contains("\"orderId\":\"o1\"");

      awaitReport(endpoints, "schedule reports ");

      compile(JOB.replace(" reports ", " tells "));
      awaitReport(endpoints, "schedule tells ");
      assertThat(service.output())
          .anyMatch(line -> line.matches(" *reloaded .*-NightlyReport in .* s"))
          .noneMatch(line -> line.matches(" *reloaded .*-QueryFunction.*"));
    }
  }

  private static void awaitReport(Endpoints endpoints, String beginning) {
    URI report =
        endpoints
            .lambda()
            .resolve(
                "/2015-03-31/functions/"
                    + endpoints.functions().get("NightlyReport")
                    + "/invocations");
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(post(report, "{\"source\": \"schedule\"}"))
                    .startsWith("\"" + beginning)
                    .contains("Ada Lovelace"));
  }

  private static String post(URI address, String body) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(address)
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString(body))
                  .build(),
              BodyHandlers.ofString())
          .body();
    }
  }

  private void compile(String source) throws IOException {
    Path file = folder.resolve("Report.java");
    Files.writeString(file, source);
    JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
    int status =
        compiler.run(
            null,
            null,
            null,
            "-proc:none",
            "-cp",
            System.getProperty("java.class.path"),
            "-d",
            Files.createDirectories(folder.resolve("nightly")).toString(),
            file.toString());
    assertThat(status).isZero();
  }
}
