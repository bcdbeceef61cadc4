package dev.headwater.local.functions;

import static dev.headwater.local.functions.Handlers.answer;
import static dev.headwater.local.functions.Handlers.declare;
import static dev.headwater.local.functions.Handlers.runtime;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.headwater.local.functions.FunctionInvoker.Invocation;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Answered;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Failed;
import dev.headwater.local.ground.LocalCloudException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starting, limiting and closing instances. */
class FunctionLifecycleTest {
  @Test
  void an_instance_serves_one_call_at_a_time_and_more_are_created_up_to_the_limit()
      throws Exception {
    var function = declare("worker", Handlers.Worker.class, Map.of(), 2, Duration.ofSeconds(3));
    try (var runtime = runtime(function)) {
      Set<String> instances = new HashSet<>();
      for (Invocation answer : atOnce(4, () -> runtime.invoke("worker", "200"))) {
        instances.add(answer(answer));
      }

      assertThat(instances).hasSize(2);
    }
  }

  @Test
  void throttles_a_call_beyond_the_limit_after_a_short_wait() throws Exception {
    var function = declare("worker", Handlers.Worker.class, Map.of(), 1, Duration.ofSeconds(3));
    try (var runtime = runtime(function)) {
      List<Invocation> answers = atOnce(2, () -> runtime.invoke("worker", "1500"));

      assertThat(answers)
          .hasAtLeastOneElementOfType(Answered.class)
          .contains(new Failed(Failed.THROTTLED, "Rate Exceeded."));
    }
  }

  @Test
  void stops_a_call_that_times_out_and_discards_its_instance(@TempDir Path closed)
      throws IOException {
    var function =
        declare(
            "worker",
            Handlers.Worker.class,
            Map.of("CLOSED", closed.toString()),
            1,
            Duration.ofSeconds(2));
    try (var runtime = runtime(function)) {
      String first = answer(runtime.invoke("worker", "0"));

      assertThat(runtime.invoke("worker", "60000"))
          .isInstanceOfSatisfying(
              Failed.class,
              failed -> {
                assertThat(failed.errorType()).isEqualTo("Sandbox.Timedout");
                assertThat(failed.errorMessage()).endsWith("Task timed out after 2.00 seconds");
              });

      assertThat(answer(runtime.invoke("worker", "0"))).isNotEqualTo(first);
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(closed.resolve(first)).exists());
      try (var files = Files.list(closed)) {
        assertThat(files).hasSize(1);
      }
    }
  }

  @Test
  void closing_the_runtime_closes_the_handlers(@TempDir Path closed) {
    var function =
        declare(
            "worker",
            Handlers.Worker.class,
            Map.of("CLOSED", closed.toString()),
            1,
            Duration.ofSeconds(3));
    String instance;
    try (var runtime = runtime(function)) {
      instance = answer(runtime.invoke("worker", "0"));
      assertThat(closed).isEmptyDirectory();
    }

    assertThat(closed.resolve(instance)).exists();
  }

  @Test
  void closing_waits_for_a_call_in_progress() throws Exception {
    var function = declare("worker", Handlers.Worker.class);
    var runtime = runtime(function);
    try (var caller = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Invocation> answer = caller.submit(() -> runtime.invoke("worker", "1000"));
      assertThat(runtime.invoke("worker", "100")).isInstanceOf(Answered.class);
      runtime.close();

      assertThat(answer.get()).isInstanceOf(Answered.class);
    }
  }

  @Test
  void a_call_after_the_close_fails() {
    var runtime = runtime(declare("echo", Handlers.Echo.class));
    runtime.close();

    assertThat(runtime.invoke("echo", "1"))
        .isEqualTo(new Failed("ServiceException", "The local cloud is stopping."));
  }

  @Test
  void a_refused_start_closes_the_functions_before_it(@TempDir Path closed) throws IOException {
    var good =
        declare(
            "good",
            Handlers.Worker.class,
            Map.of("CLOSED", closed.toString()),
            1,
            Duration.ofSeconds(3));
    assertThatThrownBy(() -> runtime(good, declare("bad", Handlers.Stranger.class)))
        .isInstanceOf(LocalCloudException.class);

    assertThat(closed).isNotEmptyDirectory();
  }

  private static <T> List<T> atOnce(int times, Callable<T> call) throws Exception {
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<T> results = new ArrayList<>();
      for (Future<T> result :
          callers.invokeAll(Stream.generate(() -> call).limit(times).toList())) {
        results.add(result.get());
      }
      return results;
    }
  }
}
