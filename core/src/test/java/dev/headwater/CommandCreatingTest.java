package dev.headwater;

import static dev.headwater.Shop.OPEN;
import static dev.headwater.Shop.add;
import static dev.headwater.Shop.committed;
import static dev.headwater.Shop.opened;
import static dev.headwater.Shop.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.Outcome.CommandIdReused;
import dev.headwater.Outcome.Refused;
import dev.headwater.Outcome.VersionConflict;
import dev.headwater.testkit.basket.BasketCommand;
import dev.headwater.testkit.basket.BasketCommand.Discard;
import dev.headwater.testkit.basket.BasketCommand.OpenBasket;
import dev.headwater.testkit.basket.BasketEvent.BasketOpened;
import dev.headwater.testkit.basket.BasketEvent.ItemAdded;
import dev.headwater.testkit.basket.BasketRefusal.AlreadyOpen;
import dev.headwater.testkit.basket.BasketRefusal.NotOpen;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A command that creates its stream costs one append, and is never answered from the guess alone.
 */
final class CommandCreatingTest {
  private static final BasketCommand OTHER = new OpenBasket(List.of());
  private final Shop shop = new Shop();

  @Test
  void a_new_stream_costs_one_append_and_no_read() {
    shop.assertCost(0, 1, () -> assertThat(shop.handle(creating(OPEN))).isEqualTo(opened()));
    shop.assertCost(
        0, 1, () -> assertThat(shop.handle(add("a"))).isEqualTo(committed(4, new ItemAdded("a"))));
  }

  @Test
  void a_command_that_expects_version_0_creates() {
    shop.assertCost(
        0,
        1,
        () -> assertThat(shop.handle(request(OPEN).withExpectedVersion(0L))).isEqualTo(opened()));
  }

  @Test
  void a_repeat_that_is_not_cached_is_recognised_by_the_failed_append() {
    shop.handleElsewhere(request("c", OPEN));

    shop.assertCost(
        0, 1, () -> assertThat(shop.handle(request("c", OPEN).asCreating())).isEqualTo(opened()));
    assertThat(shop.commits()).hasSize(1);
  }

  @Test
  void the_id_of_another_command_that_created_the_stream_is_refused() {
    shop.handleElsewhere(request("c", OPEN));

    assertThat(shop.handle(request("c", OTHER).asCreating())).isEqualTo(new CommandIdReused<>("c"));
  }

  @Test
  void a_stream_that_exists_is_refused_on_a_load() {
    shop.handleElsewhere(request(OPEN));
    shop.rivalAdds("a");

    shop.assertCost(
        1,
        1,
        () ->
            assertThat(shop.handle(creating(OTHER)))
                .isEqualTo(new Refused<>(new AlreadyOpen(), 4)));
  }

  @Test
  void a_stream_that_returned_to_its_initial_state_continues() {
    shop.handleElsewhere(request(OPEN));
    shop.handleElsewhere(request(new Discard()));

    shop.assertCost(
        1,
        2,
        () -> assertThat(shop.handle(creating(OTHER))).isEqualTo(committed(5, new BasketOpened())));
  }

  @Test
  void a_repeat_of_a_later_creation_adds_nothing() {
    shop.handleElsewhere(request(OPEN));
    shop.handleElsewhere(request(new Discard()));
    shop.handleElsewhere(request("again", OTHER));

    assertThat(shop.handle(request("again", OTHER).asCreating()))
        .isEqualTo(committed(5, new BasketOpened()));
    assertThat(shop.version()).isEqualTo(5);
  }

  @Test
  void a_refusal_by_the_initial_state_is_decided_on_a_load() {
    shop.assertCost(
        1,
        0,
        () ->
            assertThat(shop.handle(creating(add("a")))).isEqualTo(new Refused<>(new NotOpen(), 0)));
    shop.handleElsewhere(request(OPEN));
    shop.assertCost(
        1,
        1,
        () ->
            assertThat(shop.handle(creating(add("a"))))
                .isEqualTo(committed(4, new ItemAdded("a"))));
  }

  @Test
  void an_expected_version_0_of_a_stream_that_exists_is_a_conflict_with_the_real_one() {
    shop.handleElsewhere(request(OPEN));
    shop.rivalAdds("a");

    shop.assertCost(
        1,
        1,
        () ->
            assertThat(shop.handle(request(OTHER).withExpectedVersion(0L)))
                .isEqualTo(new VersionConflict<>(0, 4)));
  }

  private static CommandRequest<BasketCommand> creating(BasketCommand command) {
    return request(command).asCreating();
  }
}
