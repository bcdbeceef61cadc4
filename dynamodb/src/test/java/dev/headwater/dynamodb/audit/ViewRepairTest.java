package dev.headwater.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.audit.ScanSettings;
import dev.headwater.audit.ViewAudit;
import dev.headwater.audit.ViewAudit.Summary;
import dev.headwater.audit.ViewDifference;
import dev.headwater.audit.ViewDifference.Kind;
import dev.headwater.dynamodb.LocalTables;
import dev.headwater.dynamodb.Note;
import dev.headwater.dynamodb.NoteFormat;
import dev.headwater.dynamodb.NoteTables;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore.ViewChange;
import dev.headwater.query.ListOrder;
import dev.headwater.query.ListRead;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@ExtendWith(LocalTables.class)
class ViewRepairTest {
  private final NoteAudit audit;
  private final NoteTables notes;

  ViewRepairTest(LocalDynamoDb local) {
    audit = new NoteAudit(local);
    notes = audit.notes;
  }

  @Test
  void a_projector_that_is_quicker_than_the_repair_is_not_undone() {
    notes.write("ada", 1, "a");
    notes.project("ada");
    notes.damage("ada", "text", AttributeValue.fromS("wrong"));
    AtomicInteger writes = new AtomicInteger();
    notes.client.beforeWrite =
        () -> {
          if (writes.incrementAndGet() == 1) {
            notes.write("ada", 2, "b");
            notes.project("ada");
          }
        };

    assertThat(audit.repair()).isEqualTo(new Summary(1, 1, 0, 1, 1));
    assertThat(writes.get()).isOne();
    assertThat(notes.view("ada")).isEqualTo(new VersionedView<>(2, new Note("b", "OPEN", 2)));
  }

  @Test
  void removes_no_orphan_whose_stream_has_just_begun() {
    notes.save("ada", 3, new Note("old", "OPEN", 1));
    AtomicInteger writes = new AtomicInteger();
    notes.client.beforeWrite =
        () -> {
          if (writes.incrementAndGet() == 1) {
            notes.write("ada", 1, "new");
          }
        };

    assertThat(audit.repair().remaining()).isZero();
    assertThat(notes.view("ada")).isEqualTo(new VersionedView<>(1, new Note("new", "OPEN", 1)));
  }

  @Test
  void a_second_repair_of_damaged_views_finds_nothing_left() {
    Random random = new Random(42);
    for (int number = 0; number < 60; number++) {
      String id = "n" + number;
      notes.write(id, 1, "a", "b");
      notes.project(id);
      switch (random.nextInt(6)) {
        case 0 -> notes.deleteView(id);
        case 1 -> notes.write(id, 3, "c");
        case 2 -> notes.damage(id, "version", AttributeValue.fromN("9"));
        case 3 -> notes.damage(id, "text", AttributeValue.fromS("x"));
        case 4 -> notes.damage(id, "listShard", null);
        default -> notes.save("orphan" + number, 1, new Note("a", "OPEN", 1));
      }
    }

    Summary first = audit.repair();
    assertThat(first.wrong()).isEqualTo(60);
    assertThat(first.remaining()).isZero();
    assertThat(audit.check()).isEqualTo(new Summary(60, 60, 0, 0, 0));
  }

  @Test
  void moves_views_that_an_older_version_left_in_other_shards() {
    int views = 20;
    for (int number = 1; number <= views; number++) {
      String id = "n" + number;
      notes.write(id, 1, Collections.nCopies(number, "a").toArray(String[]::new));
      notes
          .store(8)
          .save(
              List.of(
                  new ViewChange<>(
                      id, 0, new VersionedView<>(number, new Note("a", "OPEN", number)))));
    }
    int listed = listedOver(4);
    assertThat(listed).isLessThan(views);
    assertThat(listedOver(8)).isEqualTo(views);

    int left = views - listed;
    assertThat(audit.repair()).isEqualTo(new Summary(views, views, 0, left, left));
    assertThat(audit.differences).extracting(ViewDifference::kind).containsOnly(Kind.LIST_ENTRY);
    assertThat(listedOver(4)).isEqualTo(views);
  }

  private int listedOver(int shards) {
    return notes
        .store(shards)
        .list(
            new ListRead(NoteFormat.LIST, List.of("OPEN"), ListOrder.ASCENDING, null, 100),
            Instant.MAX)
        .entries()
        .size();
  }

  @Test
  void lists_get_their_time_to_follow_also_after_a_slow_repair() {
    notes.write("ada", 1, "a");
    AtomicInteger writes = new AtomicInteger();
    notes.client.beforeWrite =
        () -> {
          if (writes.incrementAndGet() == 1) {
            audit.host.clock().advance(NoteAudit.LAG.multipliedBy(2));
          }
        };
    AtomicInteger looks = new AtomicInteger();
    notes.client.queried =
        page ->
            NoteAudit.isOfList(page) && looks.incrementAndGet() < 3
                ? NoteAudit.withoutLists(page)
                : page;

    assertThat(audit.repair()).isEqualTo(new Summary(1, 0, 0, 1, 1));
    assertThat(looks.get()).isEqualTo(3);
  }

  @Test
  void a_view_that_was_repaired_may_lag_behind_a_stream_that_goes_on() {
    notes.write("ada", 1, "a");
    AtomicInteger version = new AtomicInteger(1);
    AtomicBoolean repairing = new AtomicBoolean();
    notes.client.beforeWrite = () -> repairing.set(true);
    notes.client.afterClaimsWereRead =
        () -> {
          if (repairing.get() && version.get() < 100) {
            notes.write("ada", version.incrementAndGet(), "b");
          }
        };

    assertThat(audit.repair()).isEqualTo(new Summary(1, 0, 0, 1, 1));
    assertThat(notes.view("ada").version()).isBetween(1L, 3L);
  }

  @Test
  void a_view_that_is_not_stored_is_repaired_without_a_lag_while_its_stream_goes_on() {
    audit.lag = Duration.ZERO;
    notes.write("ada", 1, "a");
    AtomicInteger version = new AtomicInteger(1);
    notes.client.afterClaimsWereRead =
        () -> {
          if (version.get() < 100) {
            audit.host.clock().advance(Duration.ofMillis(1));
            notes.write("ada", version.incrementAndGet(), "b");
          }
        };

    assertThat(audit.repair()).isEqualTo(new Summary(1, 0, 0, 1, 1));
    assertThat(audit.differences).extracting(ViewDifference::kind).containsExactly(Kind.UNSETTLED);
    assertThat(notes.view("ada").version()).isPositive();
  }

  @Test
  void large_differences_are_reported_before_the_others_are_repaired() {
    audit.settings = new ScanSettings(1, 1_000, 0, items -> {}, () -> false);
    int views = ViewAudit.BATCH + 10;
    AttributeValue large =
        AttributeValue.fromS("x".repeat(ViewAudit.MAX_CHARACTERS / ViewAudit.BATCH));
    for (int number = 0; number < views; number++) {
      notes.write("n" + number, 1, "a");
      notes.project("n" + number);
      notes.damage("n" + number, "text", large);
    }
    AtomicInteger writes = new AtomicInteger();
    notes.client.beforeWrite = writes::incrementAndGet;
    AtomicInteger writesWhenTold = new AtomicInteger();
    audit.whenTold = () -> writesWhenTold.compareAndSet(0, writes.get());

    assertThat(audit.repair()).isEqualTo(new Summary(views, views, 0, views, views));
    assertThat(writesWhenTold.get()).isEqualTo(ViewAudit.BATCH);
    assertThat(writes.get()).isEqualTo(views);
  }
}
