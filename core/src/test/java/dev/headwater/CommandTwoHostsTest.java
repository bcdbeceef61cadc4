package dev.headwater;

import static dev.headwater.Shop.OPEN;
import static dev.headwater.Shop.add;
import static dev.headwater.Shop.committed;
import static dev.headwater.Shop.opened;
import static dev.headwater.Shop.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.Outcome.CommandIdReused;
import dev.headwater.Outcome.VersionConflict;
import dev.headwater.host.Host;
import dev.headwater.testkit.Race;
import dev.headwater.testkit.basket.Basket;
import dev.headwater.testkit.basket.BasketCommand;
import dev.headwater.testkit.basket.BasketDecider;
import dev.headwater.testkit.basket.BasketEvent;
import dev.headwater.testkit.basket.BasketEvent.ItemAdded;
import dev.headwater.testkit.basket.BasketRefusal;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A command that reaches two processes, each with its own cache. */
final class CommandTwoHostsTest {
  private static final CommandRequest<BasketCommand> CREATE = request("create", OPEN);
  private static final CommandRequest<BasketCommand> PLAIN = request("plain", add("a"));
  private static final CommandRequest<BasketCommand> EXPECTING =
      request("expecting", add("b")).withExpectedVersion(4L);

  private final Shop here = new Shop();
  private CommandHandler<BasketCommand, Basket, BasketEvent, BasketRefusal> there;

  CommandTwoHostsTest() {
    this.there = new CommandHandler<>(new BasketDecider(), here.stored, here.machine.host());
  }

  /** The other host knows the stream as it was when it opened. */
  @BeforeEach
  void create() {
    assertThat(there.handle(CREATE)).isEqualTo(opened());
  }

  @Test
  void the_one_that_loses_answers_with_what_the_other_wrote() {
    here.store.beforeAppend(() -> there.handle(PLAIN));

    assertThat(here.handle(PLAIN)).isEqualTo(committed(4, new ItemAdded("a")));
    assertThat(there.handle(PLAIN)).isEqualTo(committed(4, new ItemAdded("a")));
    assertThat(here.version()).isEqualTo(4);
  }

  @Test
  void the_one_that_loses_to_others_first_finds_it_behind_them() {
    here.store.beforeAppend(
        () -> {
          here.rivalAdds("rival 1");
          here.rivalAdds("rival 2");
          there.handle(PLAIN);
          here.rivalAdds("rival 3");
        });

    assertThat(here.handle(PLAIN)).isEqualTo(committed(6, new ItemAdded("a")));
    assertThat(here.version()).isEqualTo(7);
  }

  @Test
  void a_repeat_on_a_host_whose_cache_is_old_changes_nothing() {
    here.handle(PLAIN);
    here.addOneByOne(3);

    assertThat(there.handle(PLAIN)).isEqualTo(committed(4, new ItemAdded("a")));
    assertThat(here.version()).isEqualTo(7);
  }

  @Test
  void many_hosts_that_race_one_command_commit_it_once() {
    List<Outcome<BasketEvent, BasketRefusal>> outcomes =
        Race.run(
            12,
            racer -> {
              var host = new CommandHandler<>(new BasketDecider(), here.stored, Host.system());
              host.handle(request(add("own " + racer)));
              return host.handle(PLAIN);
            });

    assertThat(outcomes).containsOnly(outcomes.getFirst());
    assertThat(here.commits()).hasSize(14);
  }

  @Test
  void after_twenty_other_commits_the_creating_command_is_recognised() {
    twentyOthers();

    assertThat(here.handle(CREATE)).isEqualTo(opened());
    assertThat(there.handle(CREATE)).isEqualTo(opened());
    assertThat(here.version()).isEqualTo(25);
  }

  @Test
  void after_twenty_other_commits_a_command_that_expects_a_version_is_recognised() {
    twentyOthers();

    assertThat(here.handle(EXPECTING)).isEqualTo(committed(5, new ItemAdded("b")));
    assertThat(there.handle(EXPECTING)).isEqualTo(committed(5, new ItemAdded("b")));
    assertThat(here.version()).isEqualTo(25);
  }

  @Test
  void after_twenty_other_commits_any_other_command_is_decided_again() {
    twentyOthers();

    assertThat(here.handle(PLAIN)).isEqualTo(committed(26, new ItemAdded("a")));
    assertThat(here.handleElsewhere(PLAIN)).isEqualTo(committed(26, new ItemAdded("a")));
  }

  /** The host meets the first outcome in the conflict of its append. */
  @Test
  void after_twenty_other_commits_a_host_with_an_old_cache_may_recognise_it_still() {
    twentyOthers();

    assertThat(there.handle(PLAIN)).isEqualTo(committed(4, new ItemAdded("a")));
    assertThat(here.version()).isEqualTo(25);
  }

  @Test
  void an_id_on_other_content_is_an_error_from_the_cache_and_from_a_load() {
    twentyOthers();
    CommandRequest<BasketCommand> other = request("create", add("c"));
    var reused = new CommandIdReused<BasketEvent, BasketRefusal>("create");

    assertThat(here.handle(other)).isEqualTo(reused);
    assertThat(there.handle(other)).isEqualTo(reused);
    assertThat(here.handleElsewhere(other)).isEqualTo(reused);
    assertThat(here.handle(request("expecting", add("c")).withExpectedVersion(4L)))
        .isEqualTo(new CommandIdReused<>("expecting"));
    assertThat(here.version()).isEqualTo(25);
  }

  @Test
  void expected_versions_inside_of_a_commit_and_beyond_the_head_are_conflicts() {
    here.handle(request(add("a", "b", "c")));
    for (int commits = 0; commits < 2; commits++) {
      long head = here.version();
      for (long other : new long[] {1, 2, 4, 5, head + 1, Long.MAX_VALUE}) {
        var conflict = new VersionConflict<BasketEvent, BasketRefusal>(other, head);
        CommandRequest<BasketCommand> request = PLAIN.withExpectedVersion(other);

        assertThat(here.handle(request)).isEqualTo(conflict);
        assertThat(there.handle(request)).isEqualTo(conflict);
        assertThat(here.handleElsewhere(request)).isEqualTo(conflict);
      }
      twentyOthers("filler ");
    }
  }

  private void twentyOthers() {
    here.handle(PLAIN);
    here.handle(EXPECTING);
    twentyOthers("other ");
  }

  private void twentyOthers(String prefix) {
    for (int number = 0; number < 20; number++) {
      here.handle(add(prefix + number));
    }
  }
}
