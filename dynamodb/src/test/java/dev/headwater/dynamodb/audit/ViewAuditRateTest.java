package dev.headwater.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.audit.ScanSettings;
import dev.headwater.audit.StreamSample;
import dev.headwater.audit.ViewAudit;
import dev.headwater.audit.ViewAudit.Summary;
import dev.headwater.dynamodb.LocalTables;
import dev.headwater.dynamodb.NoteTables;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.testkit.ManualHost;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** At one read unit a second, of ten customers. */
@ExtendWith(LocalTables.class)
class ViewAuditRateTest {
  private final ManualHost host = new ManualHost(1);
  private final LocalDynamoDb local;

  ViewAuditRateTest(LocalDynamoDb local) {
    this.local = local;
  }

  @Test
  void without_a_rate_right_views_take_no_time() {
    NoteTables notes = tenRightViews(0);

    assertThat(timeOf(notes, 0, Duration.ZERO)).isZero();
  }

  @Test
  void making_sure_that_each_view_has_a_stream_keeps_to_the_rate() {
    NoteTables notes = tenRightViews(0);

    assertThat(timeOf(notes, 1, Duration.ZERO)).isGreaterThan(Duration.ofSeconds(10));
  }

  @Test
  void looking_up_views_and_their_places_in_lists_keeps_to_the_rate() {
    NoteTables notes = tenRightViews(1);

    assertThat(timeOf(notes, 0, Duration.ZERO)).isGreaterThan(Duration.ofSeconds(15));
  }

  @Test
  void folding_the_streams_of_views_that_look_wrong_keeps_to_the_rate() {
    NoteTables notes = new NoteTables(local, host.host());
    for (int number = 0; number < 10; number++) {
      notes.write("n" + number, 1, "a");
    }

    assertThat(timeOf(notes, 0, Duration.ofMillis(1))).isLessThan(Duration.ofSeconds(1));
    assertThat(timeOf(notes, 1, Duration.ofMillis(1))).isGreaterThan(Duration.ofSeconds(10));
  }

  private NoteTables tenRightViews(int viewUnitsPerSecond) {
    NoteTables notes = new NoteTables(local, host.host(), viewUnitsPerSecond);
    for (int number = 0; number < 10; number++) {
      notes.write("n" + number, 1, "a");
      notes.project("n" + number);
    }
    return notes;
  }

  private Duration timeOf(NoteTables notes, int eventUnitsPerSecond, Duration lag) {
    Instant begin = host.clock().instant();
    Summary summary =
        notes
            .audit()
            .run(
                new ScanSettings(1, 1_000, eventUnitsPerSecond, items -> {}, () -> false),
                new ViewAudit.Mode(false, StreamSample.ALL, lag),
                difference -> {});

    assertThat(summary.streams()).isEqualTo(10);
    return Duration.between(begin, host.clock().instant());
  }
}
