package dev.headwater.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.headwater.event.EncodedEvent;
import dev.headwater.event.StreamId;
import dev.headwater.event.UnreadableEventException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class RedactedExceptionTest {
  private static final String SECRET = "ada@example.com";

  @Test
  void keeps_classes_and_stack_traces_of_the_whole_chain_but_no_messages() {
    Exception foreign =
        new IllegalStateException(
            "about " + SECRET, new UncheckedIOException(SECRET, new IOException(SECRET)));
    foreign.addSuppressed(new IOException(SECRET));

    assertThat(printed(RedactedException.of(foreign)))
        .contains(
            "java.lang.IllegalStateException", "java.io.UncheckedIOException",
            "java.io.IOException", "at dev.headwater.host.RedactedExceptionTest.")
        .doesNotContain(SECRET);
  }

  @Test
  void keeps_our_own_exceptions_unchanged() {
    var ours = new UnavailableException("No answer", false, null);

    assertThat(RedactedException.of(ours)).isSameAs(ours);
    RuntimeException redacted = RedactedException.of(new IOException(SECRET));
    assertThat(RedactedException.of(redacted)).isSameAs(redacted);
  }

  @Test
  void stops_at_a_cycle_of_causes() {
    Exception one = new IllegalStateException(SECRET);
    Exception other = new IllegalStateException(SECRET, one);
    one.initCause(other);

    assertThat(printed(RedactedException.of(one))).doesNotContain(SECRET);
  }

  @Test
  void a_library_exception_has_no_cause_that_quotes_content() {
    var failure = new UnavailableException("No answer", false, new IOException(SECRET));

    assertThat(printed(failure))
        .contains("No answer", "java.io.IOException")
        .doesNotContain(SECRET);
  }

  @Test
  void passes_on_the_message_of_the_domains_refusal() {
    assertThat(RedactedException.reason(new IllegalArgumentException("its type is unknown")))
        .isEqualTo("its type is unknown");
  }

  @Test
  void passes_on_only_the_class_of_a_jdk_refusal_or_one_with_a_cause() {
    assertThat(reason(Long::parseLong)).isEqualTo("java.lang.NumberFormatException");
    assertThat(reason(TimeUnit::valueOf)).isEqualTo("java.lang.IllegalArgumentException");
    assertThat(reason(URI::create)).isEqualTo("java.lang.IllegalArgumentException");
    assertThat(reason(RedactedExceptionTest::thrownBySun))
        .isEqualTo("java.lang.IllegalArgumentException");
    assertThat(RedactedException.reason(new IllegalArgumentException(new IOException(SECRET))))
        .isEqualTo("java.lang.IllegalArgumentException");
  }

  @Test
  void does_not_quote_an_unreadable_event_even_with_a_careless_codec() {
    var refusal = refusal(Long::parseLong);
    var failure =
        new UnreadableEventException(
            new StreamId("CUSTOMER", "1"),
            1,
            new EncodedEvent("Registered", 1, Map.of("email", SECRET)),
            refusal);

    assertThat(printed(failure))
        .contains("version 1 of stream CUSTOMER#1", "java.lang.NumberFormatException")
        .doesNotContain(SECRET);
  }

  @Test
  void does_not_trust_a_refusal_without_a_stack_trace() {
    var refusal = new IllegalArgumentException(SECRET);
    refusal.setStackTrace(new StackTraceElement[0]);

    assertThat(RedactedException.reason(refusal)).isEqualTo("java.lang.IllegalArgumentException");
  }

  /** Throws as a class of the JDK's HTTP server would. */
  private static String thrownBySun(String text) {
    var refusal = new IllegalArgumentException(text);
    refusal.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement(
              "app", "jdk.httpserver", "25", "sun.net.httpserver.HttpServerImpl", "f", null, 1)
        });
    throw refusal;
  }

  private static String reason(Function<String, ?> parser) {
    return RedactedException.reason(refusal(parser));
  }

  private static IllegalArgumentException refusal(Function<String, ?> parser) {
    return catchThrowableOfType(
        IllegalArgumentException.class, () -> assertThat(parser.apply(SECRET + " ")).isNull());
  }

  private static String printed(Throwable thrown) {
    var text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
