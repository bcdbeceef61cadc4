package dev.headwater.local;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.headwater.local.code.CompiledCode;
import dev.headwater.local.ground.LocalClients;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.joda.time.DateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Templates and builds as people have them who know nothing of the local cloud. */
class ForeignTemplatesTest {
  private static final String HELLO =
      """
      package helloworld;

      import com.amazonaws.services.lambda.runtime.*;
      import com.amazonaws.services.lambda.runtime.events.*;
      import java.util.Map;

      public class App implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
        private final String greeting = System.getenv("GREETING");

        public APIGatewayV2HTTPResponse handleRequest(
            APIGatewayV2HTTPEvent event, Context context) {
          String name = event.getPathParameters().get("name");
          context.getLogger().log("greeting someone");
          return APIGatewayV2HTTPResponse.builder()
              .withStatusCode(200)
              .withHeaders(Map.of("Content-Type", "text/plain"))
              .withBody(greeting + " " + name + " from " + System.getenv("TABLE"))
              .build();
        }
      }
      """;

  private static final String WORKER =
      """
      package jobs;

      import com.amazonaws.services.lambda.runtime.*;
      import com.amazonaws.services.lambda.runtime.events.*;
      import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
      import java.nio.file.*;
      import java.util.*;

      public class Worker implements RequestHandler<SQSEvent, SQSBatchResponse> {
        public SQSBatchResponse handleRequest(SQSEvent batch, Context context) {
          List<BatchItemFailure> failures = new ArrayList<>();
          for (SQSEvent.SQSMessage job : batch.getRecords()) {
            try {
              Files.createFile(Path.of(System.getenv("DONE"), job.getBody()));
            } catch (java.io.IOException e) {
              failures.add(new BatchItemFailure(job.getMessageId()));
            }
          }
          return new SQSBatchResponse(failures);
        }
      }
      """;

  @TempDir private Path folder;

  private final BlockingQueue<String> progress = new LinkedBlockingQueue<>();

  private LocalCloudOptions options(String template) throws IOException {
    Path copy = folder.resolve(template);
    try (InputStream source =
        requireNonNull(ForeignTemplatesTest.class.getResourceAsStream("/shapes/" + template))) {
      Files.copy(source, copy);
    }
    return LocalCloudOptions.of(copy, "test").withProgress(progress::add);
  }

  private CompiledCode build(String codeUri, String source) throws IOException {
    return new CompiledCode(Files.createDirectories(folder.resolve(codeUri))).with(source);
  }

  @Test
  void an_http_api_runs_and_is_reloaded_after_a_build() throws Exception {
    build("HelloFunction", HELLO).withLibraries(SQSEvent.class, DateTime.class);
    try (var cloud = LocalCloud.start(options("http-api.yaml").withWatching())) {
      URI hello = cloud.endpoints().http().resolve("/hello/Ada");
      assertThat(get(hello)).isEqualTo("Hello Ada from test-Visits");

      build("HelloFunction", HELLO.replace("\" from \"", "\", back from \""));
      assertThat(nextReload()).startsWith("reloaded test-HelloFunction in ");
      assertThat(get(hello)).isEqualTo("Hello Ada, back from test-Visits");

      Files.delete(folder.resolve("HelloFunction/helloworld/App.class"));
      assertThat(nextReload())
          .startsWith("WARNING: the previous code stays in use. ")
          .contains("its handler helloworld.App::handleRequest is not in HelloFunction.");
      assertThat(get(hello)).isEqualTo("Hello Ada, back from test-Visits");
    }
  }

  private String nextReload() throws InterruptedException {
    for (String line = next(); ; line = next()) {
      if (line.startsWith("reloaded") || line.startsWith("WARNING")) {
        return line;
      }
    }
  }

  private String next() throws InterruptedException {
    return requireNonNull(progress.poll(20, TimeUnit.SECONDS), "nothing was reported");
  }

  private static String get(URI address) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
    }
  }

  @Test
  void a_worker_fails_on_single_messages_which_become_dead_letters() throws Exception {
    build("Worker", WORKER).withLibraries(SQSEvent.class, DateTime.class);
    Path done = Files.createDirectory(folder.resolve("done"));
    Files.createFile(done.resolve("twice"));
    LocalCloudOptions options =
        options("queue-worker.yaml").withParameters(Map.of("Done", done.toString()));
    try (var cloud = LocalCloud.start(options);
        SqsClient sqs =
            LocalClients.configured(SqsClient.builder(), cloud.endpoints().sqs()).build()) {
      Map<String, String> queues = cloud.endpoints().queues();
      for (String job : new String[] {"one", "twice", "two"}) {
        sqs.sendMessage(send -> send.queueUrl(queues.get("Jobs")).messageBody(job));
      }

      // One long poll is not enough: ElasticMQ does not wake it for a message that it moves.
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(
                          sqs.receiveMessage(r -> r.queueUrl(queues.get("FailedJobs"))).messages())
                      .extracting(Message::body)
                      .containsExactly("twice"));
      assertThat(names(done)).containsExactly("one", "twice", "two");
    }
  }

  private static Stream<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }
}
