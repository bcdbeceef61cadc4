package dev.headwater.orders.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headwater.event.EncodedEvent;
import dev.headwater.orders.evolution.TicketEvent.Priority;
import dev.headwater.orders.evolution.TicketEvent.TicketDone;
import dev.headwater.orders.evolution.TicketEvent.TicketOpened;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TicketEventTest {
  @Test
  void reads_what_was_stored_before() {
    var opened = new TicketOpened("No heating", Priority.NORMAL);

    assertThat(decode("TicketOpened", 1, Map.of("subject", "No heating"))).isEqualTo(opened);
    assertThat(decode("TicketOpened", 2, Map.of("title", "No heating"))).isEqualTo(opened);
    assertThat(decode("TicketFinished", 1, Map.of())).isEqualTo(new TicketDone(null));
    assertThat(decode("TicketDone", 1, Map.of("closedBy", "eve"))).isEqualTo(new TicketDone("eve"));
  }

  @Test
  void ignores_what_a_newer_writer_has_added() {
    assertThat(decode("TicketDone", 1, Map.of("closedBy", "eve", "rating", 5L)))
        .isEqualTo(new TicketDone("eve"));
  }

  @Test
  void cannot_read_a_version_that_it_does_not_know() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> decode("TicketOpened", 4, Map.of("title", "No heating")))
        .withMessage("this schema version is not known");
  }

  @Test
  void stores_the_newest_form() {
    assertThat(TicketEvent.STORED.describe())
        .containsExactly(
            "TicketOpened 3 {title!: text, priority: (NORMAL | URGENT)}",
            "TicketDone 1 {closedBy?: text}");
  }

  private static TicketEvent decode(String type, int version, Map<String, Object> fields) {
    return TicketEvent.STORED.decode(new EncodedEvent(type, version, fields));
  }
}
