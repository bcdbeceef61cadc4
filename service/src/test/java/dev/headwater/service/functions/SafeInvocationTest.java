package dev.headwater.service.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.host.UnavailableException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** What Lambda's runtime prints when a function throws. */
class SafeInvocationTest {
  private static final String SECRET = "ada@example.com";

  @Test
  void names_the_failure_and_its_place_and_quotes_nothing() {
    assertThatThrownBy(
            () ->
                SafeInvocation.run(
                    () -> {
                      throw new IllegalStateException(SECRET, new IOException(SECRET));
                    }))
        .satisfies(
            thrown ->
                assertThat(printed(thrown))
                    .contains(
                        "java.lang.IllegalStateException",
                        "java.io.IOException",
                        "at dev.headwater.service.functions.SafeInvocationTest")
                    .doesNotContain(SECRET));
  }

  @Test
  void our_own_exceptions_stay_as_they_are() {
    var ours = new UnavailableException("No answer", false, null);

    assertThatThrownBy(
            () ->
                SafeInvocation.run(
                    () -> {
                      throw ours;
                    }))
        .isSameAs(ours);
  }

  private static String printed(Throwable thrown) {
    var text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
