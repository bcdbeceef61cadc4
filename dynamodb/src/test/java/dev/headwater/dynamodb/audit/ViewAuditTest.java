package dev.headwater.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.headwater.audit.StoredView;
import dev.headwater.audit.StreamSample;
import dev.headwater.audit.ViewAudit.Summary;
import dev.headwater.audit.ViewDifference;
import dev.headwater.audit.ViewDifference.Kind;
import dev.headwater.dynamodb.LocalTables;
import dev.headwater.dynamodb.Note;
import dev.headwater.dynamodb.NoteFormat;
import dev.headwater.dynamodb.NoteProjection;
import dev.headwater.dynamodb.NoteTables;
import dev.headwater.dynamodb.views.ListIndex;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.projection.VersionedView;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@ParameterizedClass(name = "in slices: {0}")
@ValueSource(booleans = {false, true})
@ExtendWith(LocalTables.class)
class ViewAuditTest {
  private final NoteAudit audit;
  private final NoteTables notes;

  ViewAuditTest(boolean inSlices, LocalDynamoDb local) {
    audit = new NoteAudit(local);
    audit.inSlices = inSlices;
    notes = audit.notes;
  }

  @Test
  void finds_no_difference_in_what_projectors_left() {
    notes.write("ada", 1, "a", "b");
    notes.write("bob", 1, "a", "", "b");
    notes.write("eve", 1, "a", "");
    notes.write("zoe", 1, "");
    notes.project("ada", "bob", "eve");

    assertThat(audit.check()).isEqualTo(new Summary(4, 3, 0, 0, 0));
    assertThat(audit.repair()).isEqualTo(new Summary(4, 3, 0, 0, 0));
    assertThat(audit.host.waits()).isEmpty();
  }

  @Test
  void tells_of_each_kind_of_damage_and_repairs_it() {
    damageOneOfEach();

    audit.check();
    assertTold(false);
    assertThat(audit.repair().remaining()).isZero();
    assertTold(true);
    assertThat(audit.check()).isEqualTo(new Summary(8, 8, 0, 0, 0));
    assertThat(audit.repair().wrong()).isZero();
    assertThat(notes.view("behind")).isEqualTo(new VersionedView<>(2, new Note("b", "OPEN", 2)));
    assertThat(notes.view("ahead")).isEqualTo(new VersionedView<>(2, new Note("b", "OPEN", 2)));
    assertThat(notes.view("revived")).isEqualTo(new VersionedView<>(2, null));
    assertThat(notes.view("orphan")).isEqualTo(VersionedView.absent());
  }

  private void damageOneOfEach() {
    for (String id :
        List.of("missing", "behind", "ahead", "changed", "unlisted", "unreadable", "unversioned")) {
      notes.write(id, 1, "a");
      notes.project(id);
      notes.write(id, 2, "b");
    }
    notes.project("ahead", "changed", "unlisted", "unreadable", "unversioned");
    notes.write("revived", 1, "a", "");
    notes.save("revived", 2, new Note("a", "OPEN", 1));
    notes.deleteView("missing");
    notes.damage("ahead", "version", AttributeValue.fromN("7"));
    notes.damage("changed", "text", AttributeValue.fromS("c"));
    notes.damage("unlisted", "listSort", AttributeValue.fromS("elsewhere"));
    notes.damage("unreadable", "rank", null);
    notes.damage("unversioned", "version", null);
    notes.save("orphan", 3, new Note("a", "OPEN", 1));
  }

  private void assertTold(boolean repaired) {
    assertThat(audit.differences)
        .allSatisfy(difference -> assertThat(difference.repaired()).isEqualTo(repaired))
        .extracting(
            ViewDifference::kind,
            difference -> difference.stream().substring(5),
            ViewDifference::storedVersion,
            ViewDifference::logVersion,
            difference -> String.join(" ", difference.fields().keySet()))
        .containsExactlyInAnyOrder(
            tuple(Kind.MISSING, "missing", 0L, 2L, ""),
            tuple(Kind.BEHIND, "behind", 1L, 2L, ""),
            tuple(Kind.AHEAD, "ahead", 7L, 2L, ""),
            tuple(Kind.DIFFERENT, "changed", 2L, 2L, "text"),
            tuple(Kind.DIFFERENT, "revived", 2L, 2L, "rank removed status text"),
            tuple(Kind.LIST_ENTRY, "unlisted", 2L, 2L, ""),
            tuple(Kind.UNREADABLE, "unreadable", 2L, 2L, "rank"),
            tuple(Kind.UNREADABLE, "unversioned", StoredView.NO_VERSION, 2L, ""),
            tuple(Kind.ORPHAN, "orphan", 3L, 0L, ""));
  }

  @Test
  void tells_of_events_that_cannot_be_read_or_folded_and_goes_on() {
    notes.writeRubbish("rubbish");
    notes.write("poison", 1, "a", NoteProjection.POISON);
    notes.write("ada", 1, "a");

    assertThat(audit.repair()).isEqualTo(new Summary(1, 0, 0, 3, 1));
    assertThat(audit.differences)
        .extracting(
            ViewDifference::kind,
            ViewDifference::readModel,
            ViewDifference::stream,
            ViewDifference::repaired)
        .containsExactlyInAnyOrder(
            tuple(Kind.UNREADABLE, ViewDifference.LOG, "NOTE#rubbish", false),
            tuple(Kind.UNREADABLE, ViewDifference.LOG, "NOTE#poison", false),
            tuple(Kind.MISSING, "notes", "NOTE#ada", true));
  }

  @Test
  void leaves_the_views_of_broken_streams_alone_and_tells_of_each_once() {
    for (String id : List.of("first", "middle", "stray", "ada")) {
      notes.write(id, 1, "a", "b", "c");
      notes.project(id);
    }
    notes.deleteCommit("first", 1);
    notes.deleteCommit("middle", 2);
    notes.write("stray", 4_000, "d");
    notes.damage("ada", "text", AttributeValue.fromS("d"));
    audit.models = List.of(notes.model, notes.model);

    assertThat(audit.repair()).isEqualTo(new Summary(1, 2, 0, 4, 1));
    assertThat(audit.differences)
        .extracting(
            ViewDifference::kind,
            ViewDifference::readModel,
            ViewDifference::stream,
            ViewDifference::repaired)
        .containsExactlyInAnyOrder(
            tuple(Kind.UNREADABLE, ViewDifference.LOG, "NOTE#first", false),
            tuple(Kind.UNREADABLE, ViewDifference.LOG, "NOTE#middle", false),
            tuple(Kind.UNREADABLE, ViewDifference.LOG, "NOTE#stray", false),
            tuple(Kind.DIFFERENT, "notes", "NOTE#ada", true));
    for (String id : List.of("first", "middle", "stray", "ada")) {
      assertThat(notes.view(id)).isEqualTo(new VersionedView<>(3, new Note("c", "OPEN", 3)));
    }
    assertThat(audit.check()).isEqualTo(new Summary(1, 2, 0, 3, 0));
  }

  @Test
  void a_missing_end_is_not_a_break() {
    notes.write("ada", 1, "a", "b", "c");
    notes.project("ada");
    notes.deleteCommit("ada", 3);

    assertThat(audit.repair()).isEqualTo(new Summary(1, 1, 0, 1, 1));
    assertThat(audit.differences).extracting(ViewDifference::kind).containsExactly(Kind.AHEAD);
    assertThat(notes.view("ada")).isEqualTo(new VersionedView<>(2, new Note("b", "OPEN", 2)));
  }

  @Test
  void a_projector_parks_what_lies_behind_a_break() {
    notes.write("ada", 1, "a");
    notes.project("ada");
    notes.write("ada", 3, "c");
    notes.write("bob", 1, "a");

    assertThat(notes.project("ada", "bob").parked())
        .containsOnlyKeys("ada")
        .hasEntrySatisfying(
            "ada",
            failure ->
                assertThat(failure.reason())
                    .isEqualTo(
                        "Stream NOTE#ada is broken: after version 1 the next commit begins with"
                            + " version 3"));
    assertThat(notes.view("ada")).isEqualTo(new VersionedView<>(1, new Note("a", "OPEN", 1)));
    assertThat(notes.view("bob")).isEqualTo(new VersionedView<>(1, new Note("a", "OPEN", 1)));
  }

  @Test
  void tells_of_a_view_that_cannot_be_read_back_whether_it_is_stored_or_not() {
    notes.write("stored", 1, "a");
    notes.write("absent", 1, NoteFormat.ILLEGIBLE);
    notes.project("stored");
    notes.write("stored", 2, NoteFormat.ILLEGIBLE);
    notes.damage("stored", "text", AttributeValue.fromS(NoteFormat.ILLEGIBLE));
    notes.damage("stored", "version", AttributeValue.fromN("2"));
    notes.damage("stored", "rank", AttributeValue.fromN("2"));
    notes.damage("stored", "listSort", AttributeValue.fromS(NoteFormat.sort(2)));

    assertThat(notes.project("absent").parked()).containsOnlyKeys("absent");
    assertThat(audit.repair()).isEqualTo(new Summary(2, 1, 0, 2, 0));
    assertThat(audit.differences)
        .extracting(ViewDifference::kind, ViewDifference::stream)
        .containsExactlyInAnyOrder(
            tuple(Kind.UNSTORABLE, "NOTE#stored"), tuple(Kind.UNSTORABLE, "NOTE#absent"));
  }

  @Test
  void a_view_within_a_commit_is_different() {
    notes.writeTogether("ada", "a", "b");
    notes.save("ada", 1, new Note("a", "OPEN", 1));

    assertThat(audit.repair().remaining()).isZero();
    assertThat(audit.differences).extracting(ViewDifference::kind).containsExactly(Kind.DIFFERENT);
    assertThat(notes.view("ada")).isEqualTo(new VersionedView<>(2, new Note("b", "OPEN", 2)));
  }

  @Test
  void a_view_in_a_shard_that_lists_are_read_from_is_in_its_place() {
    notes.write("ada", 1, "a");
    notes.project("ada");
    for (String shard : new ListIndex("list", 4).shards("OPEN")) {
      notes.damage("ada", "listShard", AttributeValue.fromS(shard));
      assertThat(audit.check().wrong()).isZero();
    }
    notes.damage("ada", "listShard", AttributeValue.fromS("OPEN#4"));
    assertThat(audit.check().wrong()).isOne();
  }

  @Test
  void a_sample_is_the_same_share_every_time() {
    for (int number = 0; number < 100; number++) {
      notes.write("n" + number, 1, "a");
    }
    audit.sample = new StreamSample(30, 7);
    List<String> first = missing();
    List<String> second = missing();
    audit.sample = new StreamSample(30, 8);
    List<String> other = missing();

    assertThat(first).hasSizeBetween(15, 45).containsExactlyInAnyOrderElementsOf(second);
    assertThat(other).hasSizeBetween(15, 45);
    assertThat(other.containsAll(first)).isFalse();
  }

  private List<String> missing() {
    audit.check();
    return audit.differences.stream().map(ViewDifference::stream).toList();
  }

  @Test
  void nothing_personal_is_in_the_text_of_a_difference() {
    notes.write("ada", 1, "secret");
    notes.save("ada", 1, new Note("secrets", "OPEN", 1));

    audit.check();
    assertThat(audit.differences).hasSize(1);
    assertThat(audit.differences.toString()).contains("text").doesNotContain("secret");
  }

  @Test
  void tells_of_views_that_cannot_be_stored_and_goes_on() {
    notes.write("huge", 1, NoteProjection.HUGE);
    notes.write("odd", 1, "a");
    notes.project("odd");
    notes.write("odd", 2, NoteProjection.WITHOUT_STATUS);
    notes.write("ada", 1, "a");

    assertThat(audit.repair()).isEqualTo(new Summary(3, 1, 0, 3, 1));
    assertThat(audit.differences)
        .extracting(ViewDifference::kind, ViewDifference::stream, ViewDifference::repaired)
        .containsExactlyInAnyOrder(
            tuple(Kind.UNSTORABLE, "NOTE#huge", false),
            tuple(Kind.UNSTORABLE, "NOTE#odd", false),
            tuple(Kind.MISSING, "NOTE#ada", true));
  }

  @Test
  void a_removed_view_without_its_tombstone_is_missing() {
    notes.write("ada", 1, "a", "", "");
    notes.write("never", 1, "", "");

    assertThat(audit.check().wrong()).isOne();
    assertThat(audit.repair()).isEqualTo(new Summary(2, 0, 0, 1, 1));
    assertThat(audit.differences)
        .extracting(ViewDifference::kind, ViewDifference::stream)
        .containsExactly(tuple(Kind.MISSING, "NOTE#ada"));
    assertThat(notes.view("ada")).isEqualTo(new VersionedView<>(3, null));
    notes.save("ada", 1, new Note("a", "OPEN", 1));
    assertThat(audit.check()).isEqualTo(new Summary(2, 1, 0, 0, 0));
  }
}
