package dev.headwater.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headwater.event.StreamId;
import dev.headwater.eventbridge.DeadLetterQueue.Parked;
import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import dev.headwater.projection.Failure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Passes over dead letters, on a real queue. */
@ExtendWith(Queues.class)
class DeadLetterQueueTest {
  private static final Failure FAILURE =
      new Failure("projection", "It failed", "java.lang.ArithmeticException", "a.B.c(B.java:7)");

  private final Queues.Queue queue;
  private final DeadLetterQueue letters;

  DeadLetterQueueTest(Queues.Queue queue) {
    this.queue = queue;
    this.letters = new DeadLetterQueue(queue.client(), queue.url(), Host.system());
  }

  @Test
  void hands_out_each_letter_once_and_gives_all_back() {
    park(205);

    for (int pass = 0; pass < 2; pass++) {
      try (LetterSweep sweep = letters.sweep()) {
        List<DeadLetter> all = all(sweep);
        assertThat(all).extracting(DeadLetter::body).doesNotHaveDuplicates().hasSize(205);
        assertThat(sweep.held()).isEqualTo(205);
        assertThat(letters.approximateHidden()).isEqualTo(205);
        assertThat(queue.receive()).as("hidden from others").isEmpty();
      }
    }
    assertThat(letters.approximateSize()).isEqualTo(205);
  }

  @Test
  void removes_letters_and_gives_back_the_others() {
    park(30);

    try (LetterSweep sweep = letters.sweep()) {
      List<DeadLetter> all = all(sweep);
      assertThat(sweep.remove(all.subList(0, 25))).isEmpty();
      assertThat(sweep.held()).isEqualTo(5);
    }

    assertThat(queue.receive()).hasSize(5);
  }

  @Test
  void a_letter_that_is_parked_again_knows_its_past() {
    assertThat(letters.park(Map.of("a", new Parked(event(3), LetterAttributes.of(FAILURE)))))
        .isEmpty();
    DeadLetter first = only();
    assertThat(first.failure()).isEqualTo(FAILURE);
    assertThat(first.attempts()).isZero();
    assertThat(first.redrivenBy()).isEmpty();
    assertThat(first.firstParked()).isEqualTo(first.lastParked()).isAfter(Instant.EPOCH);

    Failure other = new Failure("damaged-view", "No version");
    letters.park(Map.of("a", new Parked(first.body(), first.attributesAfter(other, "run-1"))));
    DeadLetter again = only();
    assertThat(again.failure()).isEqualTo(other);
    assertThat(again.attempts()).isEqualTo(1);
    assertThat(again.redrivenBy()).isEqualTo("run-1");
    assertThat(again.firstParked()).isEqualTo(first.firstParked());
    assertThat(again.stream()).isEqualTo(new StreamId("BASKET", "b"));
    assertThat(again.version()).isEqualTo(3);
    assertThat(again.type()).isEqualTo("ItemAdded");

    letters.park(Map.of("a", new Parked(again.body(), again.attributes())));
    assertThat(only().attempts()).isEqualTo(1);
  }

  @Test
  void says_what_the_queue_does_not_take() {
    Map<String, Parked> two = new HashMap<>();
    two.put("good", new Parked("good", Map.of()));
    two.put("bad", new Parked("\uffff", Map.of()));

    assertThat(letters.park(two)).isEqualTo(Set.of("bad"));
    assertThat(queue.receive()).hasSize(1);
  }

  @Test
  void a_missing_queue_is_a_fault_of_the_configuration() {
    DeadLetterQueue missing =
        new DeadLetterQueue(queue.client(), queue.url() + "-missing", Host.system());

    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(missing::approximateSize)
        .matches(failure -> failure.configurationFault() != null);
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> missing.park(Map.of("a", new Parked("a", Map.of()))))
        .matches(failure -> failure.configurationFault() != null);
  }

  private DeadLetter only() {
    try (LetterSweep sweep = letters.sweep()) {
      List<DeadLetter> all = all(sweep);
      assertThat(all).hasSize(1);
      sweep.remove(all);
      return all.getFirst();
    }
  }

  private static List<DeadLetter> all(LetterSweep sweep) {
    List<DeadLetter> all = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    List<DeadLetter> next = sweep.next();
    while (!next.isEmpty()) {
      all.addAll(next);
      next.forEach(letter -> assertThat(ids.add(letter.messageId())).isTrue());
      next = sweep.next();
    }
    return all;
  }

  private void park(int count) {
    Map<String, Parked> parked = new HashMap<>();
    for (int number = 0; number < count; number++) {
      parked.put("m" + number, new Parked("no event " + number, LetterAttributes.of(FAILURE)));
    }
    assertThat(letters.park(parked)).isEmpty();
  }

  private static String event(long version) {
    return "{\"detail\": {\"category\": \"BASKET\", \"aggregateId\": \"b\", \"eventType\":"
        + " \"ItemAdded\", \"version\": "
        + version
        + "}}";
  }
}
