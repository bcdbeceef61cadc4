package dev.headwater.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headwater.host.UnavailableException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.sqs.model.Message;

@ExtendWith(Queues.class)
class SqsParkedCommitsTest {
  private static final Map<String, String> KEY = key("NOTE#a");
  private final Queues.Queue queue;

  SqsParkedCommitsTest(Queues.Queue queue) {
    this.queue = queue;
  }

  @Test
  void parks_a_commit_as_its_key_and_the_reason() {
    new SqsParkedCommits(queue.client(), queue.url()).park(KEY, "MalformedDetail");

    assertThat(queue.receive())
        .extracting(Message::body)
        .containsExactly(
            "{\"PK\":\"NOTE#a\",\"SK\":\"EVENT#0000000001\"," + "\"reason\":\"MalformedDetail\"}");
  }

  /** Otherwise the relay would never get past such a commit. */
  @Test
  void escapes_a_key_that_no_queue_accepts() {
    Map<String, String> key = key("NOTE#a\uffff\ufffe");
    new SqsParkedCommits(queue.client(), queue.url()).park(key, "MalformedDetail");

    assertThat(queue.receive())
        .singleElement()
        .satisfies(
            parked ->
                assertThat(
                        Json.string(
                            Json.read(
                                parked.body().getBytes(StandardCharsets.UTF_8), "The message"),
                            "PK"))
                    .isEqualTo(key.get("PK")));
  }

  @Test
  void throws_when_it_cannot_park() {
    SqsParkedCommits nowhere = new SqsParkedCommits(queue.client(), queue.url() + "-gone");

    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> nowhere.park(KEY, "MalformedDetail"));
  }

  private static Map<String, String> key(String partition) {
    Map<String, String> key = new LinkedHashMap<>();
    key.put("PK", partition);
    key.put("SK", "EVENT#0000000001");
    return key;
  }
}
