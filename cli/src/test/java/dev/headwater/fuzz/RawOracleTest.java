package dev.headwater.fuzz;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.fuzz.FakeServer.Behaviour;
import dev.headwater.fuzz.Finding.Kind;
import dev.headwater.fuzz.RawForm.Expected;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Against servers that do what the forms are to find. */
class RawOracleTest {
  private static final Duration BOUND = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(100);
  private static final String BAD_REQUEST = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nzqx";

  @Test
  void is_content_with_an_answer_and_a_clean_end() throws IOException {
    assertThat(play(Expected.refusal(), BOUND, answering(BAD_REQUEST))).isEmpty();
    assertThat(play(Expected.success(), BOUND, answering(OK))).isEmpty();
    assertThat(play(Expected.refusal(), BOUND, socket -> drain(socket))).isEmpty();
  }

  @Test
  void finds_a_second_answer() throws IOException {
    assertThat(play(Expected.refusal(), BOUND, answering(BAD_REQUEST + OK)))
        .containsExactly(Kind.DESYNC);
  }

  @Test
  void finds_what_is_no_answer() throws IOException {
    assertThat(play(Expected.refusal(), BOUND, answering("zqx\r\n"))).containsExactly(Kind.DESYNC);
  }

  @Test
  void finds_a_reset() throws IOException {
    assertThat(
            play(
                Expected.refusal(),
                BOUND,
                socket -> {
                  socket.getInputStream().read();
                  socket.setSoLinger(true, 0);
                }))
        .containsExactly(Kind.NO_ANSWER);
  }

  @Test
  void finds_an_answer_that_is_owed_or_not_whole() throws IOException {
    assertThat(
            play(
                Expected.success(),
                BOUND,
                socket -> {
                  socket.getInputStream().readNBytes(3);
                }))
        .containsExactly(Kind.NO_ANSWER);
    assertThat(play(Expected.refusal(), BOUND, answering("HTTP/1.1 400 B")))
        .containsExactly(Kind.NO_ANSWER);
  }

  @Test
  void finds_a_hang() throws IOException {
    assertThat(play(Expected.success(), SHORT, socket -> drain(socket))).containsExactly(Kind.HANG);
  }

  @Test
  void finds_answers_that_are_not_allowed_or_tell_too_much() throws IOException {
    assertThat(play(Expected.refusal(), BOUND, answering(OK))).containsExactly(Kind.ACCEPTED);
    assertThat(play(Expected.success(), BOUND, answering(BAD_REQUEST)))
        .containsExactly(Kind.REFUSED);
    assertThat(play(Expected.anyOne(), BOUND, answering(BAD_REQUEST.replace("400", "500"))))
        .containsExactly(Kind.SERVER_FAULT);
    assertThat(play(Expected.refusal(), BOUND, answering(OK.replace("200", "400"))))
        .containsExactly(Kind.LEAK);
  }

  @Test
  void forgives_the_faults_of_those_behind_in_their_own_words_alone() throws IOException {
    String theirs = fault("There was an internal server error.");
    String ours = fault("{\"__type\":\"InternalFailure\",\"message\":\"zqx\"}");
    assertThat(play(Port.QUEUES, Expected.refusal(), BOUND, answering(theirs))).isEmpty();
    assertThat(play(Port.QUEUES, Expected.success(), BOUND, answering(theirs)))
        .containsExactly(Kind.SERVER_FAULT);
    assertThat(play(Port.QUEUES, Expected.refusal(), BOUND, answering(ours)))
        .containsExactlyInAnyOrder(Kind.SERVER_FAULT, Kind.LEAK);
    assertThat(play(Port.TABLES, Expected.refusal(), BOUND, answering(theirs)))
        .containsExactly(Kind.SERVER_FAULT);
  }

  private static String fault(String body) {
    return "HTTP/1.1 500 Failed\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  private static Set<Kind> play(Expected expected, Duration bound, Behaviour behaviour)
      throws IOException {
    return play(Port.API, expected, bound, behaviour);
  }

  /** To a server that answers so, the client sends three bytes. */
  private static Set<Kind> play(Port port, Expected expected, Duration bound, Behaviour behaviour)
      throws IOException {
    Findings findings = new Findings(_ -> {});
    RawForm form = RawForm.of("a form", port, expected, "zqx");
    try (FakeServer server = new FakeServer(behaviour)) {
      new RawOracle(findings).check(form, RawExchange.play(form, server.address(), bound));
    }
    return findings.all().stream().map(Finding::kind).collect(toSet());
  }

  private static Behaviour answering(String bytes) {
    return socket -> {
      socket.getInputStream().readNBytes(3);
      socket.getOutputStream().write(Bytes.of(bytes).toArray());
      drain(socket);
    };
  }

  private static void drain(Socket socket) throws IOException {
    socket.getInputStream().skip(Long.MAX_VALUE);
  }
}
