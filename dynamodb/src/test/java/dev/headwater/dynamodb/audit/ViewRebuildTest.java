package dev.headwater.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.audit.ScanPosition;
import dev.headwater.audit.ScanSettings;
import dev.headwater.audit.ViewAudit;
import dev.headwater.audit.ViewDifference;
import dev.headwater.audit.ViewDifference.Kind;
import dev.headwater.audit.ViewRebuild;
import dev.headwater.audit.ViewRebuild.Summary;
import dev.headwater.dynamodb.LocalTables;
import dev.headwater.dynamodb.Note;
import dev.headwater.dynamodb.NoteProjection;
import dev.headwater.dynamodb.NoteTables;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.projection.VersionedView;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@ParameterizedClass(name = "in slices: {0}")
@ValueSource(booleans = {false, true})
@ExtendWith(LocalTables.class)
class ViewRebuildTest {
  private final NoteAudit audit;
  private final NoteTables notes;
  private final boolean inSlices;
  private final List<ViewDifference> failures = new ArrayList<>();

  ViewRebuildTest(boolean inSlices, LocalDynamoDb local) {
    audit = new NoteAudit(local);
    notes = audit.notes;
    this.inSlices = inSlices;
  }

  private Summary rebuild() {
    return rebuild(false);
  }

  private Summary rebuild(boolean dryRun) {
    failures.clear();
    ViewRebuild<?, ?> rebuild = dryRun ? notes.dryRun() : notes.rebuild();
    ScanSettings settings =
        inSlices ? new ScanSettings(4, 5, 0, items -> {}, () -> true) : ScanSettings.DEFAULTS;
    Summary total = Summary.NONE;
    ScanPosition next = rebuild.begin(settings);
    while (next != null) {
      ViewRebuild.Slice slice = rebuild.run(next, settings, failures::add);
      total = total.plus(slice.summary());
      next = slice.next();
    }
    return total;
  }

  @Test
  void brings_forward_what_is_foreign_missing_or_behind_and_nothing_else() {
    for (String id : List.of("right", "foreign", "foreign-behind", "missing", "behind")) {
      notes.write(id, 1, "a");
      notes.project(id);
      notes.write(id, 2, "b");
    }
    notes.project("right", "foreign", "missing");
    notes.makeForeign("foreign");
    notes.makeForeign("foreign-behind");
    notes.deleteView("missing");
    notes.write("removed", 1, "a", "");
    notes.write("never", 1, "");

    assertThat(rebuild()).isEqualTo(new Summary(7, 5, 2, 0));
    assertThat(failures).isEmpty();
    for (String id : List.of("right", "foreign", "foreign-behind", "missing", "behind")) {
      assertThat(notes.view(id)).as(id).isEqualTo(new VersionedView<>(2, new Note("b", "OPEN", 2)));
    }
    assertThat(notes.view("removed")).isEqualTo(new VersionedView<>(2, null));
    assertThat(notes.view("never")).isEqualTo(VersionedView.absent());
    assertThat(audit.check()).isEqualTo(new ViewAudit.Summary(7, 6, 0, 0, 0));
    assertThat(rebuild()).as("again").isEqualTo(new Summary(7, 0, 0, 0));
  }

  @Test
  void writes_once_for_each_and_nothing_in_a_dry_run() {
    String[] ids = IntStream.range(0, 250).mapToObj(number -> "n" + number).toArray(String[]::new);
    for (String id : ids) {
      notes.write(id, 1, "a");
    }
    notes.project(ids);
    for (String id : ids) {
      notes.makeForeign(id);
    }
    AtomicInteger writes = new AtomicInteger();
    notes.client.beforeWrite = writes::incrementAndGet;

    assertThat(rebuild(true)).isEqualTo(new Summary(250, 250, 250, 0));
    assertThat(writes).hasValue(0);
    assertThat(rebuild()).isEqualTo(new Summary(250, 250, 250, 0));
    assertThat(writes).hasValue(250);
  }

  @Test
  void a_verification_counts_foreign_views_and_leaves_them() {
    notes.write("ada", 1, "a");
    notes.project("ada");
    notes.makeForeign("ada");

    assertThat(audit.check()).isEqualTo(new ViewAudit.Summary(1, 1, 1, 0, 0));
    assertThat(audit.repair()).isEqualTo(new ViewAudit.Summary(1, 1, 1, 0, 0));
    assertThat(notes.view("ada")).isEqualTo(VersionedView.foreign(1));
  }

  @Test
  void a_view_that_moves_meanwhile_is_folded_to_its_head() {
    notes.write("ada", 1, "a");
    notes.project("ada");
    notes.makeForeign("ada");
    notes.client.beforeWrite =
        () -> {
          notes.client.beforeWrite = () -> {};
          notes.write("ada", 2, "b");
          notes.project("ada");
          notes.write("ada", 3, "c");
        };

    assertThat(rebuild().failed()).isZero();
    assertThat(notes.view("ada")).isEqualTo(new VersionedView<>(3, new Note("c", "OPEN", 3)));
  }

  @Test
  void reports_what_it_cannot_bring_forward_and_leaves_it() {
    notes.write("ada", 1, "a", NoteProjection.POISON);
    notes.writeRubbish("bob");
    notes.write("eve", 1, "a");
    notes.project("eve");
    notes.makeForeign("eve");
    notes.damage("eve", "version", AttributeValue.fromS("none"));
    notes.write("joe", 1, NoteProjection.HUGE);
    notes.write("zoe", 1, "z");

    assertThat(rebuild().failed()).isEqualTo(4);
    assertThat(failures)
        .extracting(ViewDifference::stream)
        .containsExactlyInAnyOrder("NOTE#ada", "NOTE#bob", "NOTE#eve", "NOTE#joe");
    assertThat(failures)
        .filteredOn(failure -> failure.kind() == Kind.UNSTORABLE)
        .extracting(ViewDifference::stream)
        .containsExactly("NOTE#joe");
    assertThat(failures).allSatisfy(failure -> assertThat(failure.reason()).isNotEmpty());
    assertThat(notes.view("zoe")).isEqualTo(new VersionedView<>(1, new Note("z", "OPEN", 1)));
  }

  @Test
  void leaves_a_view_without_a_version_to_a_verification() {
    notes.write("ada", 1, "a");
    notes.project("ada");
    notes.makeForeign("ada");
    notes.damage("ada", "version", AttributeValue.fromN("0"));

    assertThat(rebuild()).isEqualTo(new Summary(1, 0, 0, 1));
    assertThat(audit.repair()).isEqualTo(new ViewAudit.Summary(1, 1, 0, 1, 1));
    assertThat(notes.view("ada")).isEqualTo(new VersionedView<>(1, new Note("a", "OPEN", 1)));
  }

  @Test
  void leaves_views_that_are_ahead_to_a_verification() {
    notes.write("ada", 1, "a");
    notes.project("ada");
    notes.makeForeign("ada");
    notes.damage("ada", "version", AttributeValue.fromN("7"));

    assertThat(rebuild()).isEqualTo(new Summary(1, 0, 0, 0));
    assertThat(notes.view("ada")).isEqualTo(VersionedView.foreign(7));
    audit.check();
    assertThat(audit.differences).extracting(ViewDifference::kind).containsExactly(Kind.AHEAD);
  }
}
