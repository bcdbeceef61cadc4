package dev.headwater;

import static dev.headwater.Shop.BASKET;
import static dev.headwater.Shop.OPEN;
import static dev.headwater.Shop.add;
import static dev.headwater.Shop.committed;
import static dev.headwater.Shop.opened;
import static dev.headwater.Shop.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headwater.Outcome.CommandIdReused;
import dev.headwater.Outcome.Refused;
import dev.headwater.Outcome.Unchanged;
import dev.headwater.Outcome.VersionConflict;
import dev.headwater.event.CommandStamp;
import dev.headwater.event.Commit;
import dev.headwater.event.Metadata;
import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import dev.headwater.testkit.basket.BasketCommand;
import dev.headwater.testkit.basket.BasketCommand.RemoveItem;
import dev.headwater.testkit.basket.BasketDecider;
import dev.headwater.testkit.basket.BasketEvent;
import dev.headwater.testkit.basket.BasketEvent.ItemAdded;
import dev.headwater.testkit.basket.BasketEvent.ItemRemoved;
import dev.headwater.testkit.basket.BasketRefusal.NotInBasket;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class CommandRepeatTest {
  private final Shop shop = new Shop();

  @Test
  void the_creating_command_is_recognised_however_many_commits_follow() {
    shop.handle(request("create", OPEN));
    shop.addOneByOne(30);

    assertThat(shop.handle(request("create", OPEN))).isEqualTo(opened());
    assertThat(shop.version()).isEqualTo(33);
  }

  @Test
  void a_command_is_recognised_within_the_last_sixteen_commits() {
    shop.handle(OPEN);
    shop.handle(request("c", add("a", "b")));
    shop.addOneByOne(15);

    assertThat(shop.handle(request("c", add("a", "b"))))
        .isEqualTo(committed(5, new ItemAdded("a"), new ItemAdded("b")));
    assertThat(shop.version()).isEqualTo(20);
  }

  @Test
  void an_older_command_is_decided_again() {
    shop.handle(OPEN);
    shop.handle(request("c", add("a")));
    shop.addOneByOne(16);

    assertThat(shop.handle(request("c", add("a")))).isEqualTo(committed(21, new ItemAdded("a")));
  }

  @Test
  void a_command_that_expects_a_version_is_recognised_however_many_commits_follow() {
    shop.handle(OPEN);
    CommandRequest<BasketCommand> request = request("c", add("a", "b")).withExpectedVersion(3L);
    shop.handle(request);
    shop.addOneByOne(30);

    assertThat(shop.handle(request))
        .isEqualTo(committed(5, new ItemAdded("a"), new ItemAdded("b")));
    assertThat(shop.handle(request("other", add("a")).withExpectedVersion(3L)))
        .isEqualTo(new VersionConflict<>(3, 35));
    assertThat(shop.version()).isEqualTo(35);
  }

  @Test
  void the_same_id_with_other_content_is_an_error_of_its_own() {
    shop.handle(request("create", OPEN));
    shop.handle(request("c", add("a")));
    var reused = new CommandIdReused<>("c");

    assertThat(shop.handle(request("c", add("b")))).isEqualTo(reused);
    assertThat(shop.handle(request("c", add("b")).withExpectedVersion(3L))).isEqualTo(reused);
    assertThat(shop.handle(request("create", add("a")))).isEqualTo(new CommandIdReused<>("create"));
    assertThat(shop.version()).isEqualTo(4);
  }

  @Test
  void a_refusal_is_not_remembered() {
    shop.handle(OPEN);
    var request = request("c", new RemoveItem("bread"));

    assertThat(shop.handle(request)).isEqualTo(new Refused<>(new NotInBasket("bread"), 3));
    shop.handle(add("bread"));
    assertThat(shop.handle(request)).isEqualTo(committed(5, new ItemRemoved("bread")));
  }

  @Test
  void a_command_that_changed_nothing_is_decided_again() {
    shop.handle(OPEN);
    var request = request("c", add());

    assertThat(shop.handle(request)).isEqualTo(new Unchanged<>(3));
    shop.handle(add("a"));
    assertThat(shop.handle(request)).isEqualTo(new Unchanged<>(4));
  }

  @Test
  void retries_after_a_lost_reply() {
    shop.store.loseReplies(2);

    assertThat(shop.handle(OPEN)).isEqualTo(opened());
    assertThat(shop.store.appends()).isEqualTo(3);
    assertThat(shop.version()).isEqualTo(3);
  }

  @Test
  void a_command_whose_replies_were_all_lost_is_recognised_when_repeated() {
    shop.store.loseReplies(Integer.MAX_VALUE);

    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> shop.handle(request("c", OPEN)))
        .matches(UnavailableException::mayHaveTakenEffect);
    shop.store.loseReplies(0);
    assertThat(shop.handle(request("c", OPEN))).isEqualTo(opened());
    assertThat(shop.version()).isEqualTo(3);
  }

  /** Processes that are restored from one snapshot share every id drawn before it. */
  @Test
  void the_ids_of_commands_are_not_drawn_ahead() {
    AtomicLong drawn = new AtomicLong();
    Host host = new Host(() -> Instant.EPOCH, drawn::incrementAndGet, time -> {});
    var handler = new CommandHandler<>(new BasketDecider(), shop.stored, host);

    assertThat(drawn).hasValue(0);
    handler.handle(request(OPEN));
    handler.handle(request(add("a")));

    assertThat(shop.commits()).extracting(Commit::command).doesNotHaveDuplicates().hasSize(2);
  }

  @Test
  void its_own_commit_in_the_conflict_is_a_success() {
    shop.handle(OPEN);
    shop.store.beforeAppend(() -> shop.stored.append(commit("c", "a")));

    assertThat(shop.handle(request("c", add("a")))).isEqualTo(committed(4, new ItemAdded("a")));
    assertThat(shop.version()).isEqualTo(4);
  }

  @Test
  void its_own_id_on_other_content_in_the_conflict_is_an_error() {
    shop.handle(OPEN);
    shop.store.beforeAppend(() -> shop.stored.append(commit("c", "a")));

    assertThat(shop.handle(request("c", add("b")))).isEqualTo(new CommandIdReused<>("c"));
  }

  @Test
  void its_own_commit_is_found_behind_the_one_that_won() {
    shop.handle(OPEN);
    shop.store.beforeAppend(
        () -> {
          shop.rivalAdds("rival");
          shop.handle(request("c", add("a")));
        });

    assertThat(shop.handle(request("c", add("a")))).isEqualTo(committed(5, new ItemAdded("a")));
    assertThat(shop.version()).isEqualTo(5);
  }

  /** The commit that a request to add the item writes as version 4. */
  private Commit<BasketEvent> commit(String commandId, String item) {
    CommandStamp stamp = CommandStamp.of(commandId, add(item).toString());
    return new Commit<>(
        BASKET,
        4,
        List.of(new ItemAdded(item)),
        shop.machine.clock().instant(),
        stamp,
        Metadata.NONE);
  }
}
