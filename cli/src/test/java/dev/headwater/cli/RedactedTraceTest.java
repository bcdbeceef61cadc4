package dev.headwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.headwater.host.UnavailableException;
import dev.headwater.local.ground.RedactedException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.SqsException;

class RedactedTraceTest {
  private static final String SECRET = "ada@example.com";
  private final Logger logger = new LoggerContext().getLogger("foreign.Library");

  @Test
  void a_foreign_exception_is_its_class_and_its_place() {
    Exception foreign = new IllegalStateException(SECRET, new IOException(SECRET));
    foreign.addSuppressed(new IOException(SECRET));

    assertThat(trace(foreign))
        .startsWith("java.lang.IllegalStateException")
        .contains("Caused by: java.io.IOException", "\tat dev.headwater.cli.RedactedTrace")
        .doesNotContain(SECRET);
  }

  @Test
  void our_own_words_are_kept() {
    assertThat(trace(new UnavailableException("No answer", false, null)))
        .startsWith("dev.headwater.host.UnavailableException: No answer");
  }

  @Test
  void what_an_operator_needs_of_a_foreign_exception_is_kept() {
    var full = new FileSystemException("/data/tables", null, "No space left on device");
    SqsException answer =
        (SqsException)
            SqsException.builder().message(SECRET).statusCode(400).requestId("R-1").build();

    assertThat(trace(full))
        .startsWith("java.nio.file.FileSystemException: /data/tables: No space left on device");
    assertThat(trace(RedactedException.of(new IllegalStateException(SECRET, full))))
        .contains("Caused by: " + full)
        .doesNotContain(SECRET);
    assertThat(trace(answer))
        .startsWith(SqsException.class.getName() + " (status 400, request R-1)")
        .doesNotContain(SECRET);
  }

  @Test
  void a_line_without_an_exception_gets_nothing_more() {
    assertThat(trace(null)).isEmpty();
  }

  private String trace(@Nullable Throwable thrown) {
    return new RedactedTrace()
        .convert(new LoggingEvent("here", logger, Level.WARN, "failed", thrown, new Object[0]));
  }
}
