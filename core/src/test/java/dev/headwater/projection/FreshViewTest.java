package dev.headwater.projection;

import static dev.headwater.projection.ReadSide.shown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headwater.host.UnavailableException;
import dev.headwater.testkit.basket.BasketEvent;
import dev.headwater.testkit.basket.BasketProjection;
import dev.headwater.testkit.basket.BasketView;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class FreshViewTest {
  private final ReadSide side = new ReadSide();
  private final FreshView<BasketView, BasketEvent> fresh =
      new FreshView<>(BasketProjection.VIEW, side.log, side.machine.host());

  @Test
  void a_view_that_is_new_enough_costs_no_read() {
    side.basket("1", 4);

    assertThat(fresh.of("1", shown(5), 5, Instant.MAX)).isEqualTo(shown(5));
    assertThat(side.log.reads()).isZero();
  }

  @Test
  void the_missing_events_are_folded_from_the_log() {
    side.basket("1", 4);

    assertThat(fresh.of("1", shown(4), 5, Instant.MAX)).isEqualTo(shown(6));
    assertThat(fresh.of("1", VersionedView.absent(), 1, Instant.MAX)).isEqualTo(shown(6));
    assertThat(side.log.reads()).isEqualTo(2);
  }

  @Test
  void a_missing_version_returns_the_newest_view() {
    side.basket("1", 4);

    assertThat(fresh.of("1", shown(6), 9, Instant.MAX)).isEqualTo(shown(6));
    assertThat(fresh.of("nobody", VersionedView.absent(), 1, Instant.MAX))
        .isEqualTo(VersionedView.absent());
  }

  @Test
  void no_page_is_read_after_the_deadline() {
    side.basket("1", 10);
    side.log.pagesOf(2);
    side.log.beforeRead(() -> side.machine.clock().advance(Duration.ofSeconds(8)));
    Instant deadline = side.machine.clock().instant().plusSeconds(10);

    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> fresh.of("1", VersionedView.absent(), 12, deadline))
        .withMessageContaining("No time is left to read BASKET#1")
        .matches(e -> !e.mayHaveTakenEffect());
    assertThat(side.log.reads()).isEqualTo(2);
  }
}
