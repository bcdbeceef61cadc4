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
  void keeps_classes_and_places_of_a_whole_chain_and_no_message() {
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
  void leaves_our_own_exceptions_as_they_are() {
    var ours = new UnavailableException("No answer", false, null);

    assertThat(RedactedException.of(ours)).isSameAs(ours);
    RuntimeException redacted = RedactedException.of(new IOException(SECRET));
    assertThat(RedactedException.of(redacted)).isSameAs(redacted);
  }

  @Test
  void ends_where_causes_go_round_in_a_circle() {
    Exception one = new IllegalStateException(SECRET);
    Exception other = new IllegalStateException(SECRET, one);
    one.initCause(other);

    assertThat(printed(RedactedException.of(one))).doesNotContain(SECRET);
  }

  @Test
  void what_the_library_throws_has_no_cause_that_quotes() {
    var failure = new UnavailableException("No answer", false, new IOException(SECRET));

    assertThat(printed(failure))
        .contains("No answer", "java.io.IOException")
        .doesNotContain(SECRET);
  }

  @Test
  void a_refusal_is_told_in_the_words_of_who_refuses() {
    assertThat(RedactedException.reason(new IllegalArgumentException("its type is unknown")))
        .isEqualTo("its type is unknown");
  }

  @Test
  void of_a_refusal_by_the_jdk_or_one_that_wraps_another_the_class_is_told() {
    assertThat(reason(Long::parseLong)).isEqualTo("java.lang.NumberFormatException");
    assertThat(reason(TimeUnit::valueOf)).isEqualTo("java.lang.IllegalArgumentException");
    assertThat(reason(URI::create)).isEqualTo("java.lang.IllegalArgumentException");
    assertThat(reason(RedactedExceptionTest::thrownBySun))
        .isEqualTo("java.lang.IllegalArgumentException");
    assertThat(RedactedException.reason(new IllegalArgumentException(new IOException(SECRET))))
        .isEqualTo("java.lang.IllegalArgumentException");
  }

  @Test
  void an_event_that_cannot_be_read_is_not_quoted_by_a_careless_codec() {
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
  void a_refusal_that_does_not_say_where_it_was_thrown_is_not_trusted() {
    var refusal = new IllegalArgumentException(SECRET);
    refusal.setStackTrace(new StackTraceElement[0]);

    assertThat(RedactedException.reason(refusal)).isEqualTo("java.lang.IllegalArgumentException");
  }

  /** As a class of the JDK's HTTP server would. */
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
