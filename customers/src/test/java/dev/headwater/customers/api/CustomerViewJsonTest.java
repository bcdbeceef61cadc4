package dev.headwater.customers.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.customers.view.CustomerStatus;
import dev.headwater.customers.view.CustomerView;
import dev.headwater.projection.VersionedView;
import dev.headwater.service.json.JsonRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CustomerViewJsonTest {
  @ParameterizedTest
  @NullSource
  @ValueSource(strings = "unpaid")
  void clients_see_what_was_written_by_hand(@Nullable String suspensionReason) {
    CustomerView view =
        new CustomerView(
            "c-1",
            "ada@example.com",
            "Ada",
            CustomerStatus.ACTIVE,
            Instant.parse("2026-08-01T12:34:00Z"),
            Instant.parse("2026-08-01T12:34:56.789Z"),
            suspensionReason);

    assertThat(
            JsonRecord.of(CustomerView.class)
                .json(view, json -> json.put("version", 7L))
                .toString())
        .isEqualTo(String.valueOf(CustomerJson.view(new VersionedView<>(7, view))));
  }
}
