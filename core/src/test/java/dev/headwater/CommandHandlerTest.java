package dev.headwater;

import static dev.headwater.Shop.BASKET;
import static dev.headwater.Shop.OPEN;
import static dev.headwater.Shop.add;
import static dev.headwater.Shop.committed;
import static dev.headwater.Shop.opened;
import static dev.headwater.Shop.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.Outcome.Refused;
import dev.headwater.Outcome.Unchanged;
import dev.headwater.Outcome.VersionConflict;
import dev.headwater.event.CommandStamp;
import dev.headwater.event.Commit;
import dev.headwater.event.Metadata;
import dev.headwater.testkit.basket.BasketCommand.CheckOut;
import dev.headwater.testkit.basket.BasketCommand.RemoveItem;
import dev.headwater.testkit.basket.BasketEvent.BasketOpened;
import dev.headwater.testkit.basket.BasketEvent.CheckedOut;
import dev.headwater.testkit.basket.BasketEvent.ItemAdded;
import dev.headwater.testkit.basket.BasketRefusal.NotInBasket;
import dev.headwater.testkit.basket.BasketRefusal.NotOpen;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CommandHandlerTest {
  private final Shop shop = new Shop();

  @Test
  void an_accepted_command_is_stored_as_one_commit() {
    Metadata metadata = new Metadata("correlation", null, "actor", null);
    shop.machine.clock().set(Instant.parse("2026-03-04T05:06:07.123456789Z"));

    assertThat(shop.handle(request("c-1", OPEN).withMetadata(metadata))).isEqualTo(opened());
    assertThat(shop.commits())
        .containsExactly(
            new Commit<>(
                BASKET,
                1,
                List.of(new BasketOpened(), new ItemAdded("tea"), new ItemAdded("milk")),
                Instant.parse("2026-03-04T05:06:07.123Z"),
                CommandStamp.of("c-1", OPEN.toString()),
                metadata));
  }

  @Test
  void the_next_command_continues_from_there() {
    shop.handle(OPEN);

    assertThat(shop.handle(new CheckOut())).isEqualTo(committed(4, new CheckedOut()));
    assertThat(shop.commits()).extracting(Commit::firstVersion).containsExactly(1L, 4L);
  }

  @Test
  void a_refusal_has_a_reason_and_stores_nothing() {
    assertThat(shop.handle(new CheckOut())).isEqualTo(new Refused<>(new NotOpen(), 0));
    shop.handle(OPEN);
    assertThat(shop.handle(new RemoveItem("bread")))
        .isEqualTo(new Refused<>(new NotInBasket("bread"), 3));
    assertThat(shop.version()).isEqualTo(3);
  }

  @Test
  void nothing_to_do_stores_nothing() {
    shop.handle(OPEN);

    assertThat(shop.handle(add())).isEqualTo(new Unchanged<>(3));
    assertThat(shop.store.appends()).isEqualTo(1);
  }

  @Test
  void a_command_costs_one_read_and_one_append() {
    shop.handle(OPEN);

    assertThat(shop.store.reads()).isEqualTo(1);
    assertThat(shop.store.appends()).isEqualTo(1);
  }

  @Test
  void the_right_expected_version_is_accepted() {
    assertThat(shop.handle(request(OPEN).withExpectedVersion(0L))).isEqualTo(opened());
    assertThat(shop.handle(request(add("a")).withExpectedVersion(3L)))
        .isEqualTo(committed(4, new ItemAdded("a")));
  }

  @Test
  void any_other_expected_version_is_a_conflict_and_stores_nothing() {
    shop.handle(OPEN);
    shop.handle(add("a"));
    int appends = shop.store.appends();

    for (long other : new long[] {0, 1, 2, 3, 5, Long.MAX_VALUE, -1}) {
      assertThat(shop.handle(request(add("b")).withExpectedVersion(other)))
          .isEqualTo(new VersionConflict<>(other, 4));
    }
    assertThat(shop.store.appends()).isEqualTo(appends);
  }

  @Test
  void an_expected_version_of_an_empty_stream_is_zero() {
    assertThat(shop.handle(request(OPEN).withExpectedVersion(1L)))
        .isEqualTo(new VersionConflict<>(1, 0));
  }

  @Test
  void a_stale_caller_gets_a_conflict_before_any_refusal() {
    shop.handle(OPEN);

    assertThat(shop.handle(request(new RemoveItem("bread")).withExpectedVersion(2L)))
        .isEqualTo(new VersionConflict<>(2, 3));
  }

  @Test
  void commands_without_an_id_are_distinct() {
    shop.handle(OPEN);
    shop.handle(add("a"));
    shop.handle(add("a"));

    assertThat(shop.version()).isEqualTo(5);
    assertThat(shop.commits())
        .extracting(commit -> commit.command().commandId())
        .doesNotHaveDuplicates();
  }
}
