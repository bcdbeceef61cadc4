package dev.headwater.service.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.audit.ScanSettings;
import dev.headwater.service.operations.internal.Findings;
import dev.headwater.service.operations.internal.Slice;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How fast events are read that are republished at a rate. */
class RepublishRequestTest {
  @ParameterizedTest
  @CsvSource({"1,1,10,10", "8,1,10,80", "50,4,10,500", "500,4,62,5000", "100000,4,1000,1000000"})
  void what_is_read_at_once_and_per_second_follows_from_the_rate(
      int rate, int segments, int items, int units) {
    ScanSettings scan =
        new RepublishRequest(true, null, null, null, null, null, null, rate)
            .scan(new Slice(() -> false, new Findings(), new AtomicLong()));

    assertThat(scan.atOnce()).isEqualTo(segments);
    assertThat(scan.pageItems()).isEqualTo(items);
    assertThat(scan.unitsPerSecond()).isEqualTo(units);
  }
}
