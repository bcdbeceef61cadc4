package dev.headwater.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.audit.ScanSettings;
import dev.headwater.audit.ViewDifference;
import dev.headwater.audit.ViewDifference.Kind;
import dev.headwater.audit.ViewRebuild;
import dev.headwater.audit.ViewRebuild.Summary;
import dev.headwater.audit.WriteEstimator.WriteCost;
import dev.headwater.dynamodb.LocalTables;
import dev.headwater.dynamodb.NoteProjection;
import dev.headwater.dynamodb.NoteTables;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.testkit.ManualHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A dry run is compared with the units that DynamoDB reports for the rebuild that follows. */
@ExtendWith(LocalTables.class)
class RebuildEstimateTest {
  private static final Duration LOOK_UP = Duration.ofMillis(10);

  private final ManualHost host = new ManualHost(1);
  private final List<ViewDifference> failures = new ArrayList<>();
  private final NoteTables notes;

  RebuildEstimateTest(LocalDynamoDb local) {
    notes = new NoteTables(local, host.host());
  }

  @Test
  void a_rebuild_uses_what_its_dry_run_has_estimated() {
    storeAllKinds();

    ViewRebuild.Slice dry = run(notes.dryRun(), 0);
    double eventReads = notes.eventUnits.units();
    double viewReads = notes.viewUnits.units();
    ViewRebuild.Slice real = run(notes.rebuild(), 0);

    assertThat(dry.summary()).isEqualTo(new Summary(8, 7, 5, 0)).isEqualTo(real.summary());
    assertThat(dry.estimate().cost()).isEqualTo(new WriteCost(10, 11, 0));
    assertThat(real.estimate().cost()).isEqualTo(WriteCost.NONE);
    assertThat(eventReads).isPositive();
    assertThat(notes.eventUnits.units() - eventReads).isEqualTo(eventReads);
    assertThat(notes.viewUnits.units() - viewReads - viewReads)
        .isEqualTo((double) dry.estimate().cost().units());
    assertThat(run(notes.dryRun(), 0).estimate().cost()).as("again").isEqualTo(WriteCost.NONE);
  }

  /** A view for each way in which a write can be charged, and one that is right. */
  private void storeAllKinds() {
    for (String id : List.of("right", "same", "moves", "enters", "leaves", "shrinks", "missing")) {
      notes.write(id, 1, "a");
    }
    notes.write("grows", 1, "x".repeat(2_500));
    notes.project("right", "same", "moves", "enters", "leaves", "shrinks", "missing", "grows");
    for (String id : List.of("same", "moves", "enters", "shrinks", "grows")) {
      notes.makeForeign(id);
    }
    notes.damage("moves", "listSort", AttributeValue.fromS("000009"));
    notes.damage("enters", "listShard", null);
    notes.damage("enters", "listSort", null);
    notes.damage("shrinks", "text", AttributeValue.fromS("x".repeat(1_500)));
    notes.deleteView("missing");
    notes.write("leaves", 2, "");
  }

  @Test
  void views_that_cannot_be_stored_are_reported_and_cost_nothing() {
    notes.write("huge", 1, NoteProjection.HUGE);
    notes.write("odd", 1, NoteProjection.WITHOUT_STATUS);
    notes.write("ada", 1, "a");

    ViewRebuild.Slice dry = run(notes.dryRun(), 0);

    assertThat(dry.summary()).isEqualTo(new Summary(3, 1, 0, 2));
    assertThat(dry.estimate().cost()).isEqualTo(new WriteCost(1, 1, 0));
    assertThat(failures).extracting(ViewDifference::kind).containsOnly(Kind.UNSTORABLE);
    assertThat(run(notes.rebuild(), 0).summary()).isEqualTo(dry.summary());
  }

  @Test
  void a_save_is_taken_to_last_as_long_as_a_look_up_or_as_the_rate_says() {
    for (int number = 0; number < 40; number++) {
      notes.write("n" + number, 1, "a");
    }
    notes.client.afterClaimsWereRead = () -> host.clock().advance(LOOK_UP);

    assertThat(run(notes.dryRun(), 0).estimate().time()).isEqualTo(LOOK_UP.multipliedBy(2));
    assertThat(run(notes.dryRun(), 20).estimate().time()).isEqualTo(Duration.ofSeconds(80 / 20));
  }

  private ViewRebuild.Slice run(ViewRebuild<?, ?> rebuild, int unitsPerSecond) {
    failures.clear();
    ScanSettings settings = new ScanSettings(1, 1_000, unitsPerSecond, items -> {}, () -> false);
    return rebuild.run(rebuild.begin(settings), settings, failures::add);
  }
}
