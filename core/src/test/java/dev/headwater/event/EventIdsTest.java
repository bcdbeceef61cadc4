package dev.headwater.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headwater.event.RecordedEvent.CommitSpan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EventIdsTest {
  private static final EventIds CUSTOMERS_FIRST = EventIds.shortFor("CUSTOMER");

  @Test
  void a_single_category_has_the_short_form() {
    assertThat(EventIds.PLAIN.of(event("CUSTOMER", "ada", 2))).isEqualTo("ada@2");
    assertThat(EventIds.PLAIN.of(event("ORDER", "7#8", 10))).isEqualTo("7#8@10");
  }

  @Test
  void further_categories_stand_in_front() {
    assertThat(CUSTOMERS_FIRST.of(event("CUSTOMER", "7", 1))).isEqualTo("7@1");
    assertThat(CUSTOMERS_FIRST.of(event("ORDER", "7", 1))).isEqualTo("ORDER#7@1");
  }

  @Test
  void ids_differ_wherever_category_aggregate_or_version_do() {
    List<String> ids = new ArrayList<>();
    for (String category : List.of("CUSTOMER", "ORDER", "A")) {
      for (String id :
          List.of("7", "7@1", "ORDER#7", "CUSTOMER#7", "CUSTOMER#ORDER#7", "A#", "A")) {
        for (long version : new long[] {1, 11}) {
          ids.add(CUSTOMERS_FIRST.of(event(category, id, version)));
        }
      }
    }

    assertThat(ids).hasSize(42).doesNotHaveDuplicates();
  }

  @Test
  void refuses_a_category_that_no_stream_can_have() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EventIds.shortFor("CUSTOMER#"))
        .withMessage("A category must not be empty or contain '#'");
    assertThatIllegalArgumentException().isThrownBy(() -> EventIds.shortFor(""));
  }

  private static RecordedEvent<String> event(String category, String id, long version) {
    return new RecordedEvent<>(
        new StreamId(category, id),
        version,
        "happened",
        Instant.EPOCH,
        new CommitSpan(version, 1),
        "command",
        Metadata.NONE);
  }
}
