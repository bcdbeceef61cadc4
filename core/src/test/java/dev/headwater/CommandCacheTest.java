package dev.headwater;

import static dev.headwater.Shop.OPEN;
import static dev.headwater.Shop.add;
import static dev.headwater.Shop.committed;
import static dev.headwater.Shop.opened;
import static dev.headwater.Shop.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headwater.Outcome.Refused;
import dev.headwater.Outcome.Unchanged;
import dev.headwater.Outcome.VersionConflict;
import dev.headwater.event.StreamId;
import dev.headwater.host.UnavailableException;
import dev.headwater.testkit.basket.BasketCommand.CheckOut;
import dev.headwater.testkit.basket.BasketCommand.Discard;
import dev.headwater.testkit.basket.BasketCommand.RemoveItem;
import dev.headwater.testkit.basket.BasketEvent.ItemAdded;
import dev.headwater.testkit.basket.BasketEvent.ItemRemoved;
import dev.headwater.testkit.basket.BasketRefusal.NotInBasket;
import dev.headwater.testkit.basket.BasketRefusal.NotOpen;
import org.junit.jupiter.api.Test;

/** Checks what commands cost when the stream head is cached, and that a stale head never shows. */
final class CommandCacheTest {
  private static final StreamId OTHER = new StreamId("BASKET", "2");
  private final Shop shop = new Shop();

  @Test
  void a_warm_update_costs_one_append_and_no_read() {
    shop.handle(OPEN);

    shop.assertCost(
        0, 1, () -> assertThat(shop.handle(add("a"))).isEqualTo(committed(4, new ItemAdded("a"))));
    shop.assertCost(
        0,
        1,
        () ->
            assertThat(shop.handle(request(add("b")).withExpectedVersion(4L)))
                .isEqualTo(committed(5, new ItemAdded("b"))));
  }

  @Test
  void a_refusal_is_decided_on_a_load() {
    shop.handle(OPEN);

    shop.assertCost(
        1,
        0,
        () ->
            assertThat(shop.handle(new RemoveItem("bread")))
                .isEqualTo(new Refused<>(new NotInBasket("bread"), 3)));
    shop.rivalAdds("bread");
    shop.assertCost(
        1,
        1,
        () ->
            assertThat(shop.handle(new RemoveItem("bread")))
                .isEqualTo(committed(5, new ItemRemoved("bread"))));
  }

  @Test
  void an_unchanged_outcome_is_decided_on_a_load() {
    shop.handle(OPEN);
    shop.rivalAdds("bread");

    shop.assertCost(1, 0, () -> assertThat(shop.handle(add())).isEqualTo(new Unchanged<>(4)));
    shop.handleElsewhere(request(new Discard()));
    assertThat(shop.handle(add())).isEqualTo(new Refused<>(new NotOpen(), 5));
  }

  @Test
  void a_differing_expected_version_is_checked_on_a_load() {
    shop.handle(OPEN);
    shop.rivalAdds("bread");

    shop.assertCost(
        1,
        1,
        () ->
            assertThat(shop.handle(request(add("a")).withExpectedVersion(4L)))
                .isEqualTo(committed(5, new ItemAdded("a"))));
    shop.assertCost(
        1,
        0,
        () ->
            assertThat(shop.handle(request(add("a")).withExpectedVersion(6L)))
                .isEqualTo(new VersionConflict<>(6, 5)));
  }

  @Test
  void an_expected_version_that_is_only_the_cached_one_is_a_conflict_with_the_real_one() {
    shop.handle(OPEN);
    shop.rivalAdds("bread");
    shop.rivalAdds("butter");

    shop.assertCost(
        1,
        1,
        () ->
            assertThat(shop.handle(request(add("a")).withExpectedVersion(3L)))
                .isEqualTo(new VersionConflict<>(3, 5)));
  }

  @Test
  void a_head_that_is_one_commit_old_costs_no_read() {
    shop.handle(OPEN);
    shop.rivalAdds("bread");

    shop.assertCost(
        0, 2, () -> assertThat(shop.handle(new CheckOut())).isInstanceOf(opened().getClass()));
    assertThat(shop.version()).isEqualTo(5);
  }

  @Test
  void a_head_that_is_several_commits_old_costs_one_read() {
    shop.handle(OPEN);
    shop.rivalAdds("a");
    shop.rivalAdds("b");
    shop.rivalAdds("c");

    shop.assertCost(
        1, 3, () -> assertThat(shop.handle(add("d"))).isEqualTo(committed(7, new ItemAdded("d"))));
  }

  @Test
  void an_old_head_moves_on_with_a_refusal_too() {
    shop.handle(OPEN);
    shop.handleElsewhere(request(new Discard()));

    shop.assertCost(
        1, 1, () -> assertThat(shop.handle(add("a"))).isEqualTo(new Refused<>(new NotOpen(), 4)));
    shop.assertCost(0, 1, () -> assertThat(shop.handle(OPEN)).isInstanceOf(opened().getClass()));
  }

  @Test
  void a_repeat_whose_outcome_is_cached_costs_nothing() {
    shop.handle(request("c", OPEN));

    shop.assertCost(0, 0, () -> assertThat(shop.handle(request("c", OPEN))).isEqualTo(opened()));
  }

  @Test
  void a_repeat_whose_outcome_is_not_cached_costs_one_read() {
    Shop cold = new Shop(0);
    cold.handle(request("c", OPEN));
    int before = cold.store.calls();
    assertThat(cold.handle(request("c", OPEN))).isEqualTo(opened());
    assertThat(cold.store.calls()).isEqualTo(before + 1);

    shop.handle(request("c", OPEN));
    shop.handle(add("a"));
    shop.assertCost(1, 0, () -> assertThat(shop.handle(request("c", OPEN))).isEqualTo(opened()));
  }

  @Test
  void an_evicted_head_is_loaded_again() {
    Shop small = new Shop(1);
    small.handle(OPEN);
    small.handle(CommandRequest.of(OTHER, OPEN));
    int reads = small.store.reads();

    assertThat(small.handle(add("a"))).isEqualTo(committed(4, new ItemAdded("a")));
    assertThat(small.store.reads()).isEqualTo(reads + 1);
  }

  @Test
  void eviction_while_a_command_is_at_work_does_no_harm() {
    Shop small = new Shop(1);
    small.handle(OPEN);
    small.store.beforeAppend(
        () -> {
          small.handle(CommandRequest.of(OTHER, OPEN));
          assertThat(small.handle(add("a"))).isEqualTo(committed(4, new ItemAdded("a")));
        });

    assertThat(small.handle(add("b"))).isEqualTo(committed(5, new ItemAdded("b")));
    assertThat(small.handle(add("c"))).isEqualTo(committed(6, new ItemAdded("c")));
  }

  @Test
  void without_a_cache_every_command_loads() {
    Shop cold = new Shop(0);
    cold.handle(OPEN);
    cold.addOneByOne(3);

    assertThat(cold.store.reads()).isEqualTo(4);
    assertThat(cold.store.appends()).isEqualTo(4);
    assertThat(cold.version()).isEqualTo(6);
  }

  @Test
  void an_abandoned_command_leaves_the_cache_correct() {
    shop.handle(OPEN);
    shop.store.loseReplies(Integer.MAX_VALUE);
    assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> shop.handle(add("a")));
    shop.store.loseReplies(0);

    assertThat(shop.handle(add("b"))).isEqualTo(committed(5, new ItemAdded("b")));
    assertThat(shop.version()).isEqualTo(5);
  }

  @Test
  void the_cache_keeps_the_commits_of_lost_races() {
    shop.handle(OPEN);
    shop.rivalsBeforeAppends(8);
    assertThatExceptionOfType(TooManyConflictsException.class)
        .isThrownBy(() -> shop.handle(add("a")));

    shop.assertCost(
        0, 2, () -> assertThat(shop.handle(add("b"))).isEqualTo(committed(12, new ItemAdded("b"))));
  }

  @Test
  void the_number_of_cached_streams_is_not_negative() {
    assertThat(new CommandHandler.Settings(0, Shop.TIME_LIMIT).cachedStreams()).isZero();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CommandHandler.Settings(-1, Shop.TIME_LIMIT));
  }
}
