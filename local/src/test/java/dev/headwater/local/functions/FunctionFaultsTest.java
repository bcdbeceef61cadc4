package dev.headwater.local.functions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.headwater.local.chaos.Chaos;
import dev.headwater.local.chaos.ChaosSettings;
import dev.headwater.local.code.CodeSource;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Answered;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Failed;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionFaultsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path effects;

  @BeforeEach
  void reset_effects() throws IOException {
    for (String effect : List.of("made", "begun", "done", "closed")) {
      Files.createDirectory(effects.resolve(effect));
    }
  }

  @Test
  void a_crash_before_the_effect_leaves_no_effect_and_discards_the_instance() throws IOException {
    try (var runtime = runtime("crash-before=1")) {
      assertThat(runtime.invoke("fn", "0"))
          .isInstanceOfSatisfying(
              Failed.class,
              failed -> {
                assertThat(failed.errorType()).isEqualTo("Runtime.ExitError");
                assertThat(failed.errorMessage()).contains("Runtime exited with error");
              });
      assertThat(count("closed")).isOne();
    }
    assertThat(count("begun")).isZero();
  }

  @Test
  void a_crash_after_the_effect_loses_only_the_response_and_the_instance() throws IOException {
    try (var runtime = runtime("crash-after=1")) {
      assertThat(runtime.invoke("fn", "0"))
          .isInstanceOfSatisfying(
              Failed.class, failed -> assertThat(failed.errorType()).isEqualTo(Failed.CRASHED));
      assertThat(count("done")).isOne();
      runtime.invoke("fn", "0");
      assertThat(count("made")).isEqualTo(2);
    }
  }

  @Test
  void times_out_in_the_middle_of_the_work_without_a_long_wait() throws IOException {
    long start = System.nanoTime();
    try (var runtime = runtime("timeout=1")) {
      assertThat(runtime.invoke("fn", "60000"))
          .isInstanceOfSatisfying(
              Failed.class,
              failed -> {
                assertThat(failed.errorType()).isEqualTo(Failed.TIMED_OUT);
                assertThat(failed.errorMessage()).endsWith("timed out after 20.00 seconds");
              });
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(count("closed")).isOne());
    }
    assertThat(count("done")).isZero();
  }

  @Test
  void functions_respond_at_rate_0() {
    try (var runtime = runtime("all=0")) {
      assertThat(runtime.invoke("fn", "0")).isEqualTo(new Answered("done"));
    }
  }

  private FunctionRuntime runtime(String chaos) {
    var function =
        Handlers.declare(
            "fn", Tally.class, Map.of("EFFECTS", effects.toString()), 1, Duration.ofSeconds(20));
    return new FunctionRuntime(
        List.of(function),
        new FunctionEnvironment(Map.of(), CodeSource.onClassPath(), line -> false),
        new Chaos(ChaosSettings.parse("seed=7," + chaos)));
  }

  private long count(String effect) throws IOException {
    try (Stream<Path> files = Files.list(effects.resolve(effect))) {
      return files.count();
    }
  }

  /** Records everything it does, and works for as many milliseconds as the event says. */
  public static final class Tally implements RequestStreamHandler, AutoCloseable {
    private final Path effects;

    public Tally(Map<String, String> environment) throws IOException {
      effects = Path.of(Objects.requireNonNull(environment.get("EFFECTS")));
      trace("made");
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
        throws IOException {
      trace("begun");
      long millis = Long.parseLong(new String(input.readAllBytes(), UTF_8));
      try {
        if (new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)) {
          throw new IOException("cannot count");
        }
      } catch (InterruptedException e) {
        throw new IOException("interrupted", e);
      }
      trace("done");
      output.write("done".getBytes(UTF_8));
    }

    @Override
    public void close() throws IOException {
      trace("closed");
    }

    private void trace(String effect) throws IOException {
      Files.createFile(effects.resolve(effect).resolve(UUID.randomUUID().toString()));
    }
  }
}
