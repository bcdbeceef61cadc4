package dev.headwater.dynamodb.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headwater.dynamodb.FailingTable;
import dev.headwater.host.ConfigurationFault;
import dev.headwater.host.UnavailableException;
import dev.headwater.testkit.ManualHost;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TableAccessTest {
  private final ManualHost manual = new ManualHost(1);
  private final TableAccess table = new TableAccess(new FailingTable(), "any", manual.host());
  private final AtomicInteger calls = new AtomicInteger();

  @Test
  void calls_again_what_may_pass() {
    assertThat(table.<Integer>call(() -> failing(3, true))).isEqualTo(3);
    assertThat(manual.waits()).hasSize(2);
  }

  @Test
  void gives_up_some_time() {
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> table.call(() -> failing(1_000, true)));
    assertThat(calls.get()).isLessThan(20);
  }

  @Test
  void does_not_retry_what_an_operator_has_to_correct() {
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> table.call(() -> failing(3, false)));
    assertThat(calls).hasValue(1);
  }

  private int failing(int succeedsAt, boolean mayPass) {
    if (calls.incrementAndGet() < succeedsAt) {
      throw new UnavailableException(
          "not now",
          false,
          mayPass ? null : new ConfigurationFault("DynamoDB", "AccessDeniedException"),
          null);
    }
    return calls.get();
  }
}
