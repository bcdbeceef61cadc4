package dev.headwater.service.operations.internal.letters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.dynamodb.operations.LetterArchive;
import dev.headwater.eventbridge.DeadLetter;
import dev.headwater.eventbridge.DeadLetterQueue;
import dev.headwater.eventbridge.DeadLetters;
import dev.headwater.eventbridge.Redrive;
import dev.headwater.host.Host;
import dev.headwater.projection.Failure;
import dev.headwater.service.http.Json;
import dev.headwater.service.operations.internal.Findings;
import dev.headwater.service.operations.internal.Slice;
import dev.headwater.service.operations.internal.Totals;
import dev.headwater.service.operations.internal.letters.LettersRequest.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import tools.jackson.databind.node.ObjectNode;

/** How passes over a large or a growing queue end. */
class LetterOperationTest {
  private static final Instant BEGIN = Instant.parse("2026-01-31T08:00:00Z");
  private static final Duration CALL = Duration.ofMillis(100);
  private static final int MOST_PASSES = 50;

  private final MemoryQueue queue = new MemoryQueue();
  private final Totals totals = new Totals(Json.object());
  private final Set<String> redriven = new HashSet<>();
  private final Random random = new Random(1);
  private Instant now = BEGIN;
  private boolean storeAnswers = true;
  private @Nullable Failure failure;

  @Test
  void a_redrive_ends_although_the_queue_grows_faster_than_it_is_read() {
    queue.send(1_000, BEGIN.minusSeconds(60));
    queue.atReceive =
        () -> {
          now = now.plus(CALL);
          queue.send(12, now);
        };

    int passes = run(Action.REDRIVE);

    assertThat(passes).isLessThan(10);
    assertThat(totals.get("redriven")).isGreaterThanOrEqualTo(1_000);
    assertThat(redriven).hasSize((int) totals.get("redriven")).contains("m0", "m999");
    assertThat(totals.get("incomplete")).isEqualTo(1);
    assertThat(queue.visible()).as("the rest can be seen").isNotEmpty();
  }

  @Test
  void a_redrive_goes_on_as_long_as_it_settles_what_was_there() {
    queue.send(10_000, BEGIN.minusSeconds(60));
    queue.atReceive = () -> now = now.plus(CALL);

    int passes = run(Action.REDRIVE);

    assertThat(passes).isGreaterThan(3);
    assertThat(totals.get("redriven")).isEqualTo(10_000);
    assertThat(totals.get("left")).isZero();
    assertThat(totals.get("incomplete")).isZero();
    assertThat(queue.visible()).isEmpty();
  }

  @Test
  void letters_that_three_passes_could_not_settle_are_counted_as_left() {
    queue.send(120, BEGIN.minusSeconds(60));
    storeAnswers = false;

    assertThat(run(Action.REDRIVE)).isEqualTo(3);

    assertThat(totals.get("redriven")).isZero();
    assertThat(totals.get("left")).isEqualTo(120);
    assertThat(totals.get("incomplete")).isZero();
    assertThat(queue.visible()).hasSize(120);
  }

  @Test
  void letters_that_failed_in_a_call_whose_answer_is_lost_are_reported_by_the_next_call() {
    queue.send(120, BEGIN.minusSeconds(60));
    failure = new Failure("malformed", "No event");
    Totals lost = new Totals(Json.object());
    operation(Action.REDRIVE).run(null, slice(), lost);
    assertThat(lost.get("failed")).isEqualTo(120);

    assertThat(run(Action.REDRIVE)).isEqualTo(1);

    assertThat(totals.get("failed")).isEqualTo(120);
    assertThat(redriven).as("only once").hasSize(120);
    assertThat(queue.visible()).hasSize(120);
  }

  @Test
  void letters_that_another_reader_gives_back_at_the_end_of_a_pass_are_seen() {
    AtomicBoolean givenBack = new AtomicBoolean();
    queue.atHiddenCount =
        () -> {
          if (givenBack.compareAndSet(false, true)) {
            queue.send(120, BEGIN.minusSeconds(60));
          }
        };

    assertThat(run(Action.REDRIVE)).isEqualTo(1);

    assertThat(totals.get("redriven")).isEqualTo(120);
    assertThat(queue.visible()).isEmpty();
  }

  @Test
  void a_pass_hides_at_most_50_000_letters_and_says_that_there_are_more() {
    queue.send(50_200, BEGIN.minusSeconds(60));

    assertThat(run(Action.LIST)).isEqualTo(1);

    assertThat(totals.get("letters")).isBetween(50_000L, 50_080L);
    assertThat(totals.get("incomplete")).isEqualTo(1);
    assertThat(queue.visible()).as("given back").hasSize(50_200);
  }

  /** Returns how many passes it took. */
  private int run(Action action) {
    ObjectNode position = null;
    int passes = 0;
    do {
      assertThat(passes++).as("bounded").isLessThan(MOST_PASSES);
      position = operation(action).run(position, slice(), totals);
    } while (position != null);
    return passes;
  }

  private static Slice slice() {
    return new Slice(() -> false, new Findings(), new AtomicLong());
  }

  private LetterOperation operation(Action action) {
    Host host = new Host(() -> now, random, wait -> {});
    var letters =
        new DeadLetters("notes", new DeadLetterQueue(queue, "notes", host), StubRedrive::new);
    return new LetterOperation(
        List.of(letters),
        new LetterArchive(new NoTables(), "operations", host),
        host,
        new LettersRequest(action, true, null, null, null, null, null, null, null, null),
        new LetterOperation.Caller("run-1", "tests"));
  }

  /** Succeeds if the store answers. */
  private final class StubRedrive implements Redrive {
    @Override
    public Set<String> superfluous(List<DeadLetter> letters) {
      return Set.of();
    }

    @Override
    public Result redrive(List<DeadLetter> letters, Instant deadline) {
      Set<String> ids = new HashSet<>();
      letters.forEach(letter -> ids.add(letter.messageId()));
      if (!storeAnswers) {
        return new Result(Map.of(), ids, Set.of());
      }
      redriven.addAll(ids);
      if (failure != null) {
        Map<String, Failure> failures = new HashMap<>();
        for (String id : ids) {
          failures.put(id, failure);
        }
        return new Result(failures, Set.of(), Set.of());
      }
      return new Result(Map.of(), Set.of(), Set.of());
    }
  }

  /** Nothing is archived here. */
  private static final class NoTables implements DynamoDbClient {
    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
