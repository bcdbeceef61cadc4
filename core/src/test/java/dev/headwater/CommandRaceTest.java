package dev.headwater;

import static dev.headwater.Shop.OPEN;
import static dev.headwater.Shop.add;
import static dev.headwater.Shop.committed;
import static dev.headwater.Shop.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headwater.Outcome.Committed;
import dev.headwater.Outcome.Refused;
import dev.headwater.Outcome.VersionConflict;
import dev.headwater.event.Commit;
import dev.headwater.host.Host;
import dev.headwater.testkit.History;
import dev.headwater.testkit.Race;
import dev.headwater.testkit.basket.Basket;
import dev.headwater.testkit.basket.BasketCommand;
import dev.headwater.testkit.basket.BasketCommand.Discard;
import dev.headwater.testkit.basket.BasketDecider;
import dev.headwater.testkit.basket.BasketEvent;
import dev.headwater.testkit.basket.BasketEvent.BasketOpened;
import dev.headwater.testkit.basket.BasketEvent.ItemAdded;
import dev.headwater.testkit.basket.BasketRefusal;
import dev.headwater.testkit.basket.BasketRefusal.AlreadyOpen;
import dev.headwater.testkit.basket.BasketRefusal.NotOpen;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class CommandRaceTest {
  private final Shop shop = openShop();

  private static Shop openShop() {
    Shop shop = new Shop();
    shop.stored.append(History.<BasketEvent>of(Shop.BASKET).next(List.of(new BasketOpened())));
    return shop;
  }

  @Test
  void the_first_lost_race_costs_an_append_and_no_read() {
    shop.rivalsBeforeAppends(1);

    assertThat(shop.handle(add("a"))).isEqualTo(committed(3, new ItemAdded("a")));
    assertThat(shop.store.reads()).isEqualTo(1);
    assertThat(shop.store.appends()).isEqualTo(2);
    assertThat(shop.machine.waits()).isEmpty();
  }

  @Test
  void the_second_lost_race_costs_a_read_and_a_wait() {
    shop.rivalsBeforeAppends(2);

    assertThat(shop.handle(add("a"))).isEqualTo(committed(4, new ItemAdded("a")));
    assertThat(shop.store.reads()).isEqualTo(2);
    assertThat(shop.store.appends()).isEqualTo(3);
    assertThat(shop.machine.waits()).hasSize(1);
  }

  @Test
  void the_winner_is_taken_into_account() {
    shop.store.beforeAppend(() -> shop.handle(new Discard()));

    assertThat(shop.handle(add("a"))).isEqualTo(new Refused<>(new NotOpen(), 2));
    assertThat(shop.version()).isEqualTo(2);
  }

  @Test
  void several_commits_of_rivals_in_one_race_are_taken_into_account() {
    shop.store.beforeAppend(
        () -> {
          shop.rivalAdds("a");
          shop.handle(new Discard());
        });

    assertThat(shop.handle(add("b"))).isEqualTo(new Refused<>(new NotOpen(), 3));
  }

  @Test
  void an_expected_version_turns_a_lost_race_into_a_conflict() {
    shop.store.beforeAppend(
        () -> {
          shop.rivalAdds("a");
          shop.rivalAdds("b");
        });

    assertThat(shop.handle(request(add("c")).withExpectedVersion(1L)))
        .isEqualTo(new VersionConflict<>(1, 3));
    assertThat(shop.store.appends()).isEqualTo(1);
    assertThat(shop.version()).isEqualTo(3);
  }

  @Test
  void gives_up_after_eight_lost_races() {
    shop.rivalsBeforeAppends(100);

    assertThatExceptionOfType(TooManyConflictsException.class)
        .isThrownBy(() -> shop.handle(add("a")))
        .withMessageContaining("8 times");
    assertThat(shop.store.appends()).isEqualTo(8);
    assertThat(shop.store.reads()).isEqualTo(7);
    assertThat(shop.version()).isEqualTo(9);
  }

  @Test
  void waits_longer_and_longer_between_lost_races() {
    shop.rivalsBeforeAppends(7);

    assertThat(shop.handle(add("a"))).isInstanceOf(Committed.class);
    List<Duration> waits = shop.machine.waits();
    assertThat(waits).hasSize(6).doesNotHaveDuplicates();
    for (int wait = 0; wait < waits.size(); wait++) {
      assertThat(waits.get(wait)).isBetween(Duration.ZERO, Duration.ofMillis(20L << wait));
    }
  }

  @Test
  void one_of_many_threads_opens_the_basket() {
    Shop empty = new Shop();
    List<Outcome<BasketEvent, BasketRefusal>> outcomes =
        Race.run(16, racer -> handler(empty).handle(request(OPEN)));

    assertThat(outcomes).filteredOn(Committed.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(new Refused<>(new AlreadyOpen(), 3)::equals).hasSize(15);
  }

  @Test
  void many_threads_on_one_stream_leave_no_gap() {
    var handler = handler(shop);
    List<Long> versions =
        Race.run(
                8,
                racer ->
                    LongStream.range(0, 50)
                        .map(
                            number -> versionOf(handler.handle(request(add(racer + "-" + number)))))
                        .boxed()
                        .toList())
            .stream()
            .flatMap(List::stream)
            .toList();

    assertThat(versions)
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(2, 401).boxed().toList());
    assertThat(shop.commits()).extracting(Commit::lastVersion).hasSize(401).isSorted();
  }

  /**
   * Uses the store itself and the system's host, because the watched ones are for a single thread.
   */
  private static CommandHandler<BasketCommand, Basket, BasketEvent, BasketRefusal> handler(
      Shop shop) {
    return new CommandHandler<>(new BasketDecider(), shop.stored, Host.system());
  }

  private static long versionOf(Outcome<BasketEvent, BasketRefusal> outcome) {
    assertThat(outcome).isInstanceOf(Committed.class);
    return outcome instanceof Committed<BasketEvent, BasketRefusal> done ? done.version() : -1;
  }
}
