package dev.headwater.local.functions;

import static dev.headwater.local.functions.Handlers.answer;
import static dev.headwater.local.functions.Handlers.declare;
import static dev.headwater.local.functions.Handlers.runtime;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.local.functions.FunctionInvoker.Invocation.Answered;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Failed;
import dev.headwater.local.ground.CapturedLog;
import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.template.FunctionDeclaration;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FunctionRuntimeTest {
  @Test
  void responds_with_what_the_handler_writes() {
    try (var runtime = runtime(declare("echo", Handlers.Echo.class))) {
      assertThat(runtime.invoke("echo", "{\"name\":\"Ä\"}"))
          .isEqualTo(new Answered("{\"name\":\"Ä\"}"));
    }
  }

  @Test
  void calls_the_method_handle_request_when_the_template_names_it() {
    var declared = declare("echo", Handlers.Echo.class);
    try (var runtime = runtime(withHandler(declared, declared.handler() + "::handleRequest"))) {
      assertThat(runtime.invoke("echo", "1")).isEqualTo(new Answered("1"));
    }
  }

  @Test
  void gives_a_handler_the_variables_of_the_template_the_local_cloud_and_lambda() {
    var function =
        declare(
            "env",
            Handlers.Environment.class,
            Map.of("TABLE", "events", "AWS_ENDPOINT_URL_SQS", "https://example.com"),
            1,
            Duration.ofSeconds(3));
    Map<String, String> common = Map.of("AWS_ENDPOINT_URL_SQS", "http://127.0.0.1:1");

    try (var runtime = runtime(common, function)) {
      assertThat(
              Stream.of(
                      "TABLE",
                      "AWS_ENDPOINT_URL_SQS",
                      "AWS_LAMBDA_FUNCTION_NAME",
                      "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                      "AWS_LAMBDA_FUNCTION_VERSION")
                  .map(name -> answer(runtime.invoke("env", name))))
          .containsExactly("events", "http://127.0.0.1:1", "env", "512", "$LATEST");
    }
  }

  @Test
  void gives_a_handler_the_context_of_its_call() {
    try (var runtime = runtime(declare("who", Handlers.Introspective.class))) {
      assertThat(answer(runtime.invoke("who", "")))
          .isEqualTo(
              "who $LATEST " + "arn:aws:lambda:us-east-1:000000000000:function:who 512 true 36");
    }
  }

  @Test
  void an_exception_becomes_the_response_and_the_instance_is_reused() {
    try (var runtime = runtime(declare("broken", Handlers.Broken.class))) {
      var expected = new Failed("java.lang.IllegalArgumentException", "no such thing");
      assertThat(runtime.invoke("broken", "1")).isEqualTo(expected);
      assertThat(runtime.invoke("broken", "1")).isEqualTo(expected);
    }
  }

  @Test
  void logs_where_a_failure_occurred_but_not_its_message() {
    try (var log = new CapturedLog(FunctionRuntime.class);
        var runtime = runtime(declare("broken", Handlers.Broken.class))) {
      runtime.invoke("broken", "\"event\"");

      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("Function broken threw java.lang.IllegalArgumentException at ")
          .contains("Handlers.java")
          .doesNotContain("no such thing", "event");
    }
  }

  @Test
  void events_and_responses_over_six_megabytes_fail() {
    try (var runtime =
        runtime(declare("echo", Handlers.Echo.class), declare("talk", Handlers.Talkative.class))) {
      String largest = "x".repeat(6 * 1024 * 1024);

      assertThat(runtime.invoke("echo", largest)).isEqualTo(new Answered(largest));
      assertThat(runtime.invoke("echo", largest + "x"))
          .isEqualTo(
              new Failed(
                  "RequestTooLargeException",
                  "Request must be smaller than 6291456 bytes for the InvokeFunction operation"));
      assertThat(runtime.invoke("talk", "6291557"))
          .isEqualTo(
              new Failed(
                  "Function.ResponseSizeTooLarge",
                  "Response payload size exceeded "
                      + "maximum allowed payload size (6291556 bytes)."));
    }
  }

  @Test
  void refuses_a_call_of_an_unknown_function() {
    try (var runtime = runtime()) {
      assertThatThrownBy(() -> runtime.invoke("missing", "1"))
          .isInstanceOf(FunctionException.class)
          .hasMessage("There is no function missing.");
    }
  }

  @Test
  void refuses_a_handler_that_cannot_run_with_the_reason() {
    var echo = declare("f", Handlers.Echo.class);
    assertRefused(
        withHandler(echo, "com.example.Missing"),
        "Function f cannot run locally: its handler com.example.Missing "
            + "is not in the class path.");
    assertRefused(
        withHandler(echo, echo.handler() + "::run"),
        "names a method that its class does not have.");
    assertRefused(
        declare("f", Handlers.Stranger.class),
        "implements neither RequestHandler nor RequestStreamHandler.");
    assertRefused(
        declare("f", Handlers.Unconfigurable.class),
        "has no public constructor without arguments.");
    assertRefused(
        declare("f", Handlers.Stillborn.class),
        "threw java.lang.IllegalStateException: TABLE is not set");
  }

  @Test
  void refuses_a_handler_that_is_compiled_for_a_newer_java_than_its_runtime() {
    var echo = declare("f", Handlers.Echo.class);
    assertRefused(
        new FunctionDeclaration(
            echo.logicalId(),
            echo.functionName(),
            echo.handler(),
            echo.codeUri(),
            17,
            echo.timeout(),
            echo.memoryMegabytes(),
            echo.concurrency(),
            echo.environment(),
            echo.routes(),
            echo.mappings(),
            echo.eventInvokeConfig()),
        "is compiled for Java 21, but its Runtime is java17: compile it for that release.");
  }

  private static void assertRefused(FunctionDeclaration function, String message) {
    assertThatThrownBy(() -> runtime(function))
        .isInstanceOf(LocalCloudException.class)
        .hasMessageContaining("Function f")
        .hasMessageContaining(function.handler())
        .hasMessageContaining(message);
  }

  private static FunctionDeclaration withHandler(FunctionDeclaration f, String handler) {
    return new FunctionDeclaration(
        f.logicalId(),
        f.functionName(),
        handler,
        f.codeUri(),
        f.javaVersion(),
        f.timeout(),
        f.memoryMegabytes(),
        f.concurrency(),
        f.environment(),
        f.routes(),
        f.mappings(),
        f.eventInvokeConfig());
  }
}
