package dev.headwater.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.headwater.fuzz.AnswerReader.MalformedAnswerException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {
  @Test
  void reads_one_answer_after_the_other() throws IOException {
    AnswerReader reader =
        reader(
            "HTTP/1.1 100 Continue\r\n\r\n"
                + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nzq"
                + "HTTP/1.1 400 Bad Request\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "1\r\nz\r\n2;a=b\r\nqx\r\n0\r\n\r\n");
    assertThat(reader.next(false).orElseThrow().isInterim()).isTrue();
    assertThat(reader.next(false).orElseThrow().text()).isEqualTo("zq");
    assertThat(reader.next(false).orElseThrow().text()).isEqualTo("zqx");
    assertThat(reader.next(false)).isEmpty();
  }

  @Test
  void expects_no_body_after_head() throws IOException {
    AnswerReader reader = reader("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n");
    assertThat(reader.next(true).orElseThrow().status()).isEqualTo(200);
    assertThat(reader.next(false)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zqx\r\n\r\n",
        "HTTP/2 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nzqx\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
        "HTTP/1.1 999 \r\n\r\n"
      })
  void refuses_what_is_no_answer(String text) {
    assertThatExceptionOfType(MalformedAnswerException.class)
        .isThrownBy(() -> reader(text).next(false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 2", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nz"})
  void notices_the_end_within_an_answer(String text) {
    assertThatIOException()
        .isThrownBy(() -> reader(text).next(false))
        .withMessageContaining("closed within");
  }

  private static AnswerReader reader(String text) {
    return new AnswerReader(new ByteArrayInputStream(Bytes.of(text).toArray()));
  }
}
