package dev.headwater.local.mappings;

import static dev.headwater.local.functions.Handlers.declare;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.headwater.local.bus.LocalBus;
import dev.headwater.local.chaos.Chaos;
import dev.headwater.local.chaos.ChaosFront;
import dev.headwater.local.chaos.ChaosSettings;
import dev.headwater.local.endpoints.AwsEndpoint;
import dev.headwater.local.functions.AsyncInvoker;
import dev.headwater.local.functions.FunctionInvoker.Invocation;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Answered;
import dev.headwater.local.functions.Handlers;
import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.ground.LocalCredentials;
import dev.headwater.local.http.LoopbackPort;
import dev.headwater.local.progress.OutstandingWork;
import dev.headwater.local.progress.StreamOrigin;
import dev.headwater.local.queues.LocalSqs;
import dev.headwater.local.template.QueueDeclaration;
import dev.headwater.local.template.RuleDeclaration;
import dev.headwater.local.template.RuleDeclaration.Target;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

/** Only messages that a function sends for stream records do not hold back the low-water mark. */
class StreamOriginTest {
  private final OutstandingWork work = new OutstandingWork();
  private final LocalSqs queues = LocalSqs.start(LoopbackPort.bind(0), work);
  private AwsEndpoint aws;

  @BeforeEach
  void start() {
    queues.create(List.of(queue("orders"), queue("letters")));
    aws =
        AwsEndpoint.start(
            new LocalBus(
                List.of(),
                List.of(rule("shop", "orders"), rule("mall", "absent")),
                new LocalBus.Targets(queues.client(), this::url, work::recordLoss)),
            (name, event) -> new Answered("{}"),
            AsyncInvoker.NONE,
            List.of());
  }

  @AfterEach
  void stop() {
    aws.close();
    queues.close();
  }

  @Test
  void an_event_from_a_call_for_stream_records_is_after_the_cut() {
    StreamOrigin.with(true, () -> publish(aws.uri()));
    assertThat(queues.isEmpty("orders")).isFalse();
    assertThat(work.isDrained()).isTrue();
    work.cut();
    assertThat(work.isDrained()).isFalse();
  }

  @Test
  void a_thread_that_a_call_starts_carries_the_label_until_the_call_ends() throws Exception {
    var callEnds = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> isSet =
          StreamOrigin.with(
              true,
              () -> {
                Future<Boolean> later =
                    threads.submit(
                        () -> {
                          callEnds.await();
                          return StreamOrigin.isSet();
                        });
                Future<Boolean> during = threads.submit(StreamOrigin::isSet);
                assertThat(during.get(10, TimeUnit.SECONDS)).isTrue();
                return List.of(during, later);
              });
      callEnds.countDown();
      assertThat(isSet.getLast().get(10, TimeUnit.SECONDS)).isFalse();
    }
  }

  @Test
  void an_abandoned_call_loses_the_label() {
    StreamOrigin givenUp = StreamOrigin.with(true, StreamOrigin::current);
    assertThat(givenUp.<Boolean, RuntimeException>run(StreamOrigin::isSet)).isFalse();
  }

  @Test
  void chaos_keeps_the_label() {
    try (var front =
        ChaosFront.ofEventBridge(aws.uri(), new Chaos(ChaosSettings.parse("seed=1")))) {
      StreamOrigin.with(true, () -> publish(front.uri()));
    }
    assertThat(work.isDrained()).isTrue();
    work.cut();
    assertThat(work.isDrained()).isFalse();
  }

  @Test
  void an_event_from_any_other_call_is_before_the_cut() {
    publish(aws.uri());
    assertThat(work.isDrained()).isFalse();
  }

  @Test
  void a_dead_letter_holds_back_the_mark() {
    try (EventBridgeClient client = eventBridge(aws.uri())) {
      client.putEvents(put -> put.entries(entry("mall")));
    }
    assertThat(queues.isEmpty("letters")).isFalse();
    assertThat(work.isLost()).isFalse();
    assertThat(work.isDrained()).isFalse();
  }

  @Test
  void streams_call_functions_with_the_label_and_queues_without(@TempDir Path folder) {
    Map<String, Boolean> labelled = new ConcurrentHashMap<>();
    RecordingFunction function =
        new RecordingFunction(
            event -> {
              labelled.put(event.at("/Records/0/eventSource").asString(), StreamOrigin.isSet());
              return RecordingFunction.DONE;
            });
    try (TestCloud cloud = TestCloud.start(folder)) {
      cloud.run(
          function,
          folder.resolve("checkpoint.json"),
          () -> {
            cloud.put("a");
            cloud.send("m");
          },
          new Mappings().stream(),
          new Mappings().queue());
    }
    assertThat(labelled).isEqualTo(Map.of("aws:dynamodb", true, "aws:sqs", false));
  }

  private static QueueDeclaration queue(String name) {
    return new QueueDeclaration(
        name, name, Duration.ofSeconds(30), Duration.ofDays(4), Duration.ZERO, Duration.ZERO, null);
  }

  private static RuleDeclaration rule(String source, String queue) {
    return new RuleDeclaration(
        source,
        source,
        "default",
        "{\"source\": [\"" + source + "\"]}",
        true,
        List.of(new Target(source, LocalArn.queue(queue), null, LocalArn.queue("letters"))));
  }

  /** Also works for queues that do not exist. */
  private String url(String queue) {
    return queues.endpoint().resolve("/000000000000/" + queue).toString();
  }

  private static PutEventsRequestEntry entry(String source) {
    return PutEventsRequestEntry.builder()
        .source(source)
        .detailType("OrderPlaced")
        .detail("{}")
        .build();
  }

  private static EventBridgeClient eventBridge(URI endpoint) {
    return EventBridgeClient.builder()
        .endpointOverride(endpoint)
        .region(Region.of(LocalArn.REGION))
        .credentialsProvider(LocalCredentials.PROVIDER)
        .build();
  }

  private static Invocation publish(URI bus) {
    var function = declare("publish", Publisher.class);
    try (var runtime =
        Handlers.runtime(Map.of("AWS_ENDPOINT_URL_EVENTBRIDGE", bus.toString()), function)) {
      Invocation answer = runtime.invoke("publish", "{}");
      assertThat(answer).isEqualTo(new Answered("0"));
      return answer;
    }
  }

  /** Runs on a separate thread, as the relay does when it makes several calls. */
  private static int put(EventBridgeClient client) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads
          .submit(() -> client.putEvents(put -> put.entries(entry("shop"))))
          .get(20, TimeUnit.SECONDS)
          .failedEntryCount();
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  /** Puts an event and responds with the number of failed entries. */
  public static final class Publisher implements RequestStreamHandler {
    private final URI endpoint;

    public Publisher(Map<String, String> environment) {
      endpoint = URI.create(requireNonNull(environment.get("AWS_ENDPOINT_URL_EVENTBRIDGE")));
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) {
      try (EventBridgeClient client = eventBridge(endpoint)) {
        int failed = put(client);
        output.write(Integer.toString(failed).getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
