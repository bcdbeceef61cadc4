package dev.headwater.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.audit.ViewAudit.Summary;
import dev.headwater.audit.ViewDifference;
import dev.headwater.audit.ViewDifference.Kind;
import dev.headwater.dynamodb.LocalTables;
import dev.headwater.dynamodb.NoteTables;
import dev.headwater.local.tables.LocalDynamoDb;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** How long an audit waits before it reports a view. */
@ExtendWith(LocalTables.class)
class RecheckTest {
  private final NoteAudit audit;
  private final NoteTables notes;

  RecheckTest(LocalDynamoDb local) {
    audit = new NoteAudit(local);
    notes = audit.notes;
  }

  @Test
  void a_view_that_comes_right_in_time_is_no_difference() {
    notes.write("ada", 1, "a");
    notes.client.queried = afterLooks(3, () -> notes.project("ada"));

    assertThat(audit.check().wrong()).isZero();
    assertThat(audit.host.waits()).isNotEmpty();
  }

  @Test
  void a_stream_that_moves_is_waited_for() {
    notes.write("ada", 1, "a");
    AtomicInteger version = new AtomicInteger(1);
    notes.client.afterClaimsWereRead =
        () -> {
          if (version.get() < 9) {
            notes.write("ada", version.incrementAndGet(), "a");
          } else {
            notes.project("ada");
          }
        };

    assertThat(audit.check().wrong()).isZero();
    assertThat(total(audit.host.waits())).isGreaterThan(NoteAudit.LAG);
  }

  @Test
  void a_view_that_follows_a_moving_stream_at_a_distance_is_no_difference() {
    notes.write("ada", 1, "a");
    AtomicInteger version = new AtomicInteger(1);
    notes.client.afterClaimsWereRead =
        () -> {
          notes.project("ada");
          notes.write("ada", version.incrementAndGet(), "a");
        };

    assertThat(audit.check().wrong()).isZero();
    assertThat(version.get()).isLessThan(6);
  }

  @Test
  void gives_up_on_a_stream_that_never_stands_still() {
    notes.write("ada", 1, "a");
    AtomicInteger version = new AtomicInteger(1);
    notes.client.afterClaimsWereRead = () -> notes.write("ada", version.incrementAndGet(), "a");

    audit.check();
    assertThat(audit.differences).extracting(ViewDifference::kind).containsExactly(Kind.UNSETTLED);
    assertThat(version.get()).isLessThan(40);
  }

  @Test
  void looks_again_at_lists_before_it_says_that_they_lack_a_view() {
    notes.write("ada", 1, "a");
    notes.project("ada");
    AtomicInteger looks = new AtomicInteger();
    notes.client.queried =
        page ->
            NoteAudit.isOfList(page) && looks.incrementAndGet() < 4
                ? NoteAudit.withoutLists(page)
                : page;
    assertThat(audit.check().wrong()).isZero();

    notes.client.queried = NoteAudit::withoutLists;
    assertThat(audit.repair().remaining()).isOne();
    assertThat(audit.differences).extracting(ViewDifference::kind).containsExactly(Kind.LIST_ENTRY);
  }

  /** Queries go to the log here, once a look. */
  private static UnaryOperator<QueryResponse> afterLooks(int count, Runnable action) {
    AtomicInteger looks = new AtomicInteger();
    return page -> {
      if (looks.incrementAndGet() == count) {
        action.run();
      }
      return page;
    };
  }

  private static Duration total(List<Duration> waits) {
    return waits.stream().reduce(Duration.ZERO, Duration::plus);
  }

  @Test
  void a_stream_that_moved_during_a_long_look_stands_still_only_since_then() {
    notes.write("ada", 1, "a");
    AtomicInteger looks = new AtomicInteger();
    AtomicReference<Instant> moved = new AtomicReference<>(Instant.MAX);
    notes.client.afterClaimsWereRead =
        () -> {
          if (looks.incrementAndGet() == 2) {
            audit.host.clock().advance(Duration.ofSeconds(3));
            notes.write("ada", 2, "b");
            moved.set(now());
          } else if (looks.get() > 2 && !now().isBefore(moved.get().plusSeconds(3))) {
            notes.project("ada");
          }
        };

    assertThat(audit.check().wrong()).isZero();
    assertThat(Duration.between(moved.get(), now()))
        .isBetween(Duration.ofSeconds(3), NoteAudit.LAG.plusSeconds(1));
  }

  @Test
  void the_time_in_which_others_are_repaired_is_not_taken_from_a_stream_that_moves() {
    notes.write("ada", 1, "a");
    notes.project("ada");
    notes.damage("ada", "text", AttributeValue.fromS("wrong"));
    notes.write("bob", 1, "a");
    Instant begun = now();
    AtomicInteger version = new AtomicInteger(1);
    AtomicReference<Instant> repaired = new AtomicReference<>(Instant.MAX);
    notes.client.afterClaimsWereRead =
        () -> {
          if (version.get() == 1 && now().isAfter(begun.plusSeconds(2))) {
            notes.write("bob", version.incrementAndGet(), "b");
          } else if (now().minusSeconds(1).isAfter(repaired.get())) {
            notes.project("bob");
          }
        };
    notes.client.beforeWrite =
        () -> {
          audit.host.clock().advance(NoteAudit.LAG.multipliedBy(4));
          notes.write("bob", version.incrementAndGet(), "c");
          repaired.set(now());
        };

    assertThat(audit.repair()).isEqualTo(new Summary(2, 1, 0, 1, 1));
    assertThat(version).hasValue(3);
    assertThat(audit.differences).extracting(ViewDifference::stream).containsExactly("NOTE#ada");
  }

  private Instant now() {
    return audit.host.clock().instant();
  }
}
