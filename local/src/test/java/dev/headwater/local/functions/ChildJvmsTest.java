package dev.headwater.local.functions;

import static dev.headwater.local.functions.Handlers.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.headwater.local.chaos.Chaos;
import dev.headwater.local.code.TemplateCode;
import dev.headwater.local.functions.FunctionInvoker.Invocation;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Answered;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Failed;
import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.template.EventInvokeConfig;
import dev.headwater.local.template.FunctionDeclaration;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Handlers in JVMs of their own, which one runtime runs for all tests. */
class ChildJvmsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LAMBDA_TIMEOUT = Duration.ofSeconds(10);

  @TempDir static Path folder;

  private static final Queue<String> LINES = new ConcurrentLinkedQueue<>();
  private static TemplateCode code;
  private static FunctionRuntime runtime;

  @BeforeAll
  static void start() throws IOException {
    ShopSources.compile(folder);
    code = new TemplateCode(folder.resolve("template.yaml"));
    runtime =
        runtime(
            new ChildJvms(),
            function("orders", "shop.Orders"),
            function("greet", "shop.Customers::greet"),
            function("count", "shop.Customers::count"),
            function("stream", "shop.Stream"),
            function("queue", "shop.Queue"),
            function("api", "shop.Api"),
            function("trouble", "shop.Trouble"),
            function("other", "shop.Trouble"),
            function("throws", "shop.Stillborn::run", Map.of("FATE", "throws"), LAMBDA_TIMEOUT),
            function("exits", "shop.Stillborn::run", Map.of("FATE", "exits"), LAMBDA_TIMEOUT));
  }

  @AfterAll
  static void close() {
    runtime.close();
    code.close();
  }

  private static FunctionRuntime runtime(ChildJvms children, FunctionDeclaration... functions) {
    return new FunctionRuntime(
        List.of(functions),
        new FunctionEnvironment(Map.of("AWS_REGION", "us-east-1"), code, LINES::add),
        Chaos.NONE,
        children);
  }

  static FunctionDeclaration function(String name, String handler) {
    return function(name, handler, Map.of("TABLE", "orders"), LAMBDA_TIMEOUT);
  }

  private static FunctionDeclaration function(
      String name, String handler, Map<String, String> environment, Duration timeout) {
    return new FunctionDeclaration(
        name,
        name,
        handler,
        ".",
        25,
        timeout,
        128,
        2,
        environment,
        List.of(),
        List.of(),
        EventInvokeConfig.DEFAULTS);
  }

  @Test
  void runs_a_request_handler_of_its_own_types() {
    assertThat(answer(runtime.invoke("orders", "{\"item\":\"tea\",\"count\":2}")))
        .isEqualTo("{\"text\":\"tea × 2\",\"price\":14}");
  }

  @Test
  void runs_any_method_of_a_class() {
    assertThat(answer(runtime.invoke("greet", "{\"name\":\"Ada\"}"))).isEqualTo("\"Hello Ada\"");
    assertThat(answer(runtime.invoke("count", "{}"))).isEqualTo("3");
  }

  @Test
  void runs_a_stream_handler_up_to_the_limit_of_its_response() {
    assertThat(answer(runtime.invoke("stream", "3"))).isEqualTo("xxx");
    assertThat(answer(runtime.invoke("stream", "6291556"))).hasSize(6291556);
    assertThat(runtime.invoke("stream", "6291557")).isEqualTo(Failed.tooLarge());
    assertThat(runtime.invoke("stream", "20000000")).isEqualTo(Failed.tooLarge());
    assertThat(answer(runtime.invoke("stream", "3"))).isEqualTo("xxx");
  }

  @Test
  void passes_a_queues_messages_and_takes_the_failed_ones() {
    String event =
        """
        {"Records": [
          {"messageId": "a", "body": "", "eventSource": "aws:sqs",
           "eventSourceARN": "arn:aws:sqs:us-east-1:000000000000:q"},
          {"messageId": "b", "body": "x", "eventSource": "aws:sqs",
           "eventSourceARN": "arn:aws:sqs:us-east-1:000000000000:q"}]}
        """;
    assertThat(answer(runtime.invoke("queue", event)))
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"a\"}]}");
  }

  @Test
  void answers_requests_of_an_http_api() {
    String event =
        """
        {"version": "2.0", "rawPath": "/pets", "requestContext": {"http": {"method": "GET"}}}
        """;
    assertThat(answer(runtime.invoke("api", event)))
        .contains("\"statusCode\":200", "\"body\":\"GET /pets\"");
  }

  @Test
  void has_the_environment_of_lambda_and_nothing_of_ours() {
    assertThat(answer(trouble("env", "TABLE"))).isEqualTo("\"orders\"");
    assertThat(answer(trouble("env", "AWS_REGION"))).isEqualTo("\"us-east-1\"");
    assertThat(answer(trouble("env", "_HANDLER"))).isEqualTo("\"shop.Trouble\"");
    assertThat(answer(trouble("env", "AWS_EXECUTION_ENV"))).isEqualTo("\"AWS_Lambda_java25\"");
    String place = code.of(function("trouble", "shop.Trouble")).folder().toString();
    assertThat(answer(trouble("env", "LAMBDA_TASK_ROOT"))).isEqualTo("\"" + place + "\"");
    assertThat(answer(trouble("env", "JAVA_HOME"))).isEqualTo("null");
    assertThat(answer(trouble("property", "user.dir"))).isEqualTo("\"" + place + "\"");
    assertThat(answer(trouble("property", "user.language"))).isEqualTo("\"en\"");
    assertThat(answer(trouble("context", "")))
        .isEqualTo(
            "\"trouble 128 arn:aws:lambda:us-east-1:000000000000:function:trouble"
                + " /aws/lambda/trouble true\"");
  }

  @Test
  void an_exception_is_reported_and_leaves_the_process_in_use() {
    String before = answer(trouble("pid", ""));
    assertThat(trouble("throw", "no such thing"))
        .isEqualTo(new Failed("java.lang.IllegalStateException", "no such thing"));
    assertThat(answer(trouble("pid", ""))).isEqualTo(before);
    awaitLine("no such thing: java.lang.IllegalStateException");
    awaitLine("Caused by: java.lang.RuntimeException: disk full");
  }

  @Test
  void an_exit_fails_its_call_alone() {
    String before = answer(trouble("pid", ""));
    String other = answer(runtime.invoke("other", event("pid", "")));
    assertThat(trouble("exit", "3"))
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.errorType()).isEqualTo("Runtime.ExitError");
              assertThat(failed.errorMessage())
                  .matches("RequestId: \\S+ Error: Runtime exited with error: exit status 3");
            });
    assertThat(trouble("exit", "0"))
        .isInstanceOfSatisfying(
            Failed.class,
            failed ->
                assertThat(failed.errorMessage())
                    .matches("RequestId: \\S+ Error: Runtime exited without providing a reason"));
    assertThat(answer(trouble("pid", ""))).isNotEqualTo(before);
    assertThat(answer(runtime.invoke("other", event("pid", "")))).isEqualTo(other);
  }

  @Test
  void a_full_heap_is_reported_and_ends_the_process() {
    String before = answer(trouble("pid", ""));
    assertThat(trouble("fill", ""))
        .isEqualTo(new Failed("java.lang.OutOfMemoryError", "Java heap space"));
    assertThat(answer(trouble("pid", ""))).isNotEqualTo(before);
  }

  @Test
  void collects_what_a_function_prints_and_logs() {
    trouble("print", "{metrics}");
    awaitLine("{metrics}");
    awaitLine("{METRICS}");
    awaitLine("logged {metrics}");
  }

  @Test
  void takes_ten_megabytes_of_log() {
    assertThat(trouble("flood", "")).isInstanceOf(Answered.class);
    awaitLine("y".repeat(300_000 - 256 * 1024));
    assertThat(LINES.stream().filter(line -> line.startsWith("xxx"))).hasSize(100);
  }

  @Test
  void a_process_that_was_killed_is_replaced() {
    for (int kill = 0; kill < 3; kill++) {
      long pid = Long.parseLong(answer(trouble("pid", "")));
      ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
      process.destroyForcibly();
      if (kill > 0) {
        process.onExit().join();
      } else { // it may also die with the call in hand
        assertThat(trouble("pid", "")).isNotNull();
      }
      assertThat(answer(trouble("pid", ""))).isNotEqualTo(Long.toString(pid));
    }
  }

  @Test
  void a_process_that_is_killed_in_a_call_fails_it() throws Exception {
    long pid = Long.parseLong(answer(trouble("pid", "")));
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Invocation> call = callers.submit(() -> trouble("wait", "9000"));
      awaitLine("waiting " + pid);
      ProcessHandle.of(pid).orElseThrow().destroyForcibly();

      assertThat(call.get())
          .isInstanceOfSatisfying(
              Failed.class,
              failed -> assertThat(failed.errorMessage()).endsWith("exit status 137"));
    }
  }

  @Test
  void two_calls_at_once_get_two_processes_and_the_third_is_throttled(@TempDir Path place)
      throws Exception {
    Path end = place.resolve("end");
    LINES.clear();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Invocation>> calls =
          List.of(
              callers.submit(() -> trouble("await", end.toString())),
              callers.submit(() -> trouble("await", end.toString())));
      Set<String> processes = new HashSet<>();
      awaitBusy(processes);
      assertThat(trouble("pid", "")).isEqualTo(new Failed(Failed.THROTTLED, "Rate Exceeded."));
      Files.createFile(end);
      for (Future<Invocation> call : calls) {
        assertThat(processes).contains("waiting " + answer(call.get()));
      }
    }
  }

  private static void awaitBusy(Set<String> processes) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              LINES.stream().filter(line -> line.startsWith("waiting")).forEach(processes::add);
              return processes.size() == 2;
            });
  }

  @Test
  void kills_a_call_that_ignores_its_timeout_and_what_it_has_started() {
    var slow = function("slow", "shop.Trouble", Map.of(), Duration.ofSeconds(1));
    try (var runtime = runtime(new ChildJvms(), slow)) {
      long pid = Long.parseLong(answer(runtime.invoke("slow", event("pid", ""))));
      long started = Long.parseLong(answer(runtime.invoke("slow", event("spawn", "1000"))));
      assertThat(runtime.invoke("slow", event("wait", "60000")))
          .isInstanceOfSatisfying(
              Failed.class, failed -> assertThat(failed.errorType()).isEqualTo(Failed.TIMED_OUT));
      awaitEnd(pid);
      awaitEnd(started);
    }
  }

  @Test
  void an_idle_process_is_ended_and_so_are_all_at_the_close() {
    var children = new ChildJvms(Duration.ofSeconds(10), Duration.ofMillis(300));
    long last;
    try (var runtime = runtime(children, function("idle", "shop.Trouble"))) {
      awaitEnd(Long.parseLong(answer(runtime.invoke("idle", event("pid", "")))));
      last = Long.parseLong(answer(runtime.invoke("idle", event("pid", ""))));
    }
    assertThat(ProcessHandle.of(last)).isEmpty();
  }

  @Test
  void a_process_ends_even_in_a_call_when_ours_is_killed() throws IOException {
    Process parent = KilledParent.start(folder);
    try (BufferedReader lines = parent.inputReader()) {
      String line = lines.readLine();
      while (line != null && !line.startsWith("waiting ")) {
        line = lines.readLine();
      }
      assertThat(line).isNotNull();
      parent.destroyForcibly();
      awaitEnd(Long.parseLong(line.substring("waiting ".length())));
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void a_constructor_that_fails_fails_the_call() {
    assertThat(runtime.invoke("throws", "{}"))
        .isEqualTo(new Failed("java.lang.IllegalStateException", "TABLE is not set"));
    assertThat(runtime.invoke("exits", "{}"))
        .isEqualTo(
            new Failed("Runtime.ExitError", "Error: Runtime exited with error: exit status 4"));
  }

  @Test
  void a_constructor_that_hangs_is_killed() {
    var children = new ChildJvms(Duration.ofSeconds(1), Duration.ofMinutes(1));
    var hangs = function("hangs", "shop.Stillborn::run", Map.of("FATE", "hangs"), LAMBDA_TIMEOUT);
    Set<Long> before = children();
    try (var runtime = runtime(children, hangs)) {
      assertThat(runtime.invoke("hangs", "{}"))
          .isEqualTo(new Failed(Failed.TIMED_OUT, "Initialization took longer than 1 seconds"));
      await().atMost(PATIENCE).until(() -> before.containsAll(children()));
    }
  }

  @Test
  void refuses_a_handler_that_cannot_be_created() {
    assertThatThrownBy(() -> runtime(new ChildJvms(), function("f", "shop.Hidden::run")))
        .isInstanceOf(LocalCloudException.class)
        .hasMessage(
            "Function f cannot run locally: its handler shop.Hidden::run has no public constructor"
                + " without arguments.");
  }

  private static Set<Long> children() {
    Set<Long> pids = new HashSet<>();
    ProcessHandle.current().children().map(ProcessHandle::pid).forEach(pids::add);
    return pids;
  }

  private static Invocation trouble(String action, String argument) {
    return runtime.invoke("trouble", event(action, argument));
  }

  private static String event(String action, String argument) {
    return "{\"do\": \"" + action + "\", \"with\": \"" + argument + "\"}";
  }

  private static void awaitLine(String line) {
    await().atMost(PATIENCE).until(() -> LINES.contains(line));
  }

  private static void awaitEnd(long pid) {
    await().atMost(PATIENCE).until(() -> ProcessHandle.of(pid).isEmpty());
  }
}
