package dev.headwater.testkit;

import static dev.headwater.testkit.ObservedBaskets.A;
import static dev.headwater.testkit.ObservedBaskets.OPEN;
import static dev.headwater.testkit.ObservedBaskets.add;
import static dev.headwater.testkit.ObservedBaskets.added;
import static dev.headwater.testkit.ObservedBaskets.request;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headwater.CommandRequest;
import dev.headwater.Outcome.CommandIdReused;
import dev.headwater.Outcome.Committed;
import dev.headwater.Outcome.Refused;
import dev.headwater.Outcome.Unchanged;
import dev.headwater.Outcome.VersionConflict;
import dev.headwater.testkit.ObservedCall.Answer;
import dev.headwater.testkit.basket.BasketCommand.Discard;
import dev.headwater.testkit.basket.BasketCommand.RemoveItem;
import dev.headwater.testkit.basket.BasketEvent.Discarded;
import dev.headwater.testkit.basket.BasketEvent.ItemAdded;
import dev.headwater.testkit.basket.BasketEvent.ItemRemoved;
import dev.headwater.testkit.basket.BasketRefusal.AlreadyOpen;
import dev.headwater.testkit.basket.BasketRefusal.NotInBasket;
import dev.headwater.testkit.basket.BasketRefusal.NotOpen;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The check finds each kind of fault in an otherwise correct history. */
final class LinearizabilityCheckTest {
  private final ObservedBaskets baskets = new ObservedBaskets();

  @Test
  void a_correct_history_is_explained() {
    baskets.opened(A);
    baskets.commit(A, 2, "c-1", add("tea", "milk"), new ItemAdded("tea"), new ItemAdded("milk"));
    baskets.answer(
        3,
        6,
        request(A, "c-1", add("tea", "milk")),
        new Committed<>(3, List.of(new ItemAdded("tea"), new ItemAdded("milk"))));
    baskets.answer(4, 5, request(A, "c-2", OPEN), new Refused<>(new AlreadyOpen(), 3));
    baskets.answer(7, 8, request(A, "c-3", add()), new Unchanged<>(3));
    baskets.answer(
        9,
        10,
        request(A, "c-1", add("tea", "milk")),
        new Committed<>(3, List.of(new ItemAdded("tea"), new ItemAdded("milk"))));
    baskets.answer(
        11, 12, request(A, "c-4", OPEN).withExpectedVersion(1L), new VersionConflict<>(1, 3));
    baskets.answer(13, 14, request(A, "c-1", OPEN), new CommandIdReused<>("c-1"));
    baskets.assertExplained();
  }

  @Test
  void a_gap_is_found() {
    baskets.opened(A);
    baskets.commit(A, 3, "c-1", new Discard(), new Discarded());
    baskets.assertFound("no commit begins at version 2");
  }

  @Test
  void a_lost_update_is_found() {
    baskets.opened(A);
    baskets.answer(3, 4, request(A, "c-1", add("tea")), added(2, "tea"));
    baskets.commit(A, 2, "c-2", add("milk"), new ItemAdded("milk"));
    baskets.answer(5, 6, request(A, "c-2", add("milk")), added(2, "milk"));
    baskets.assertFound("cannot be explained: [3, 4] c-1");
  }

  @Test
  void an_acknowledged_commit_that_is_missing_is_found() {
    baskets.opened(A);
    baskets.answer(3, 4, request(A, "c-1", add("tea")), added(2, "tea"));
    baskets.assertFound("cannot be explained: [3, 4] c-1");
  }

  @Test
  void other_events_than_the_stored_ones_are_found() {
    baskets.opened(A);
    baskets.commit(A, 2, "c-1", add("tea"), new ItemAdded("tea"));
    baskets.answer(3, 4, request(A, "c-1", add("tea")), added(2, "milk"));
    baskets.assertFound("cannot be explained: [3, 4] c-1");
  }

  @Test
  void a_double_effect_is_found() {
    baskets.opened(A);
    for (int version = 2; version <= 3; version++) {
      baskets.commit(A, version, "c-1", add("tea"), new ItemAdded("tea"));
      baskets.answer(
          2L * version, 2L * version + 1, request(A, "c-1", add("tea")), added(version, "tea"));
    }
    baskets.assertFound("commit 3 by c-1 and commit 2 by c-1 are by the same command");
  }

  @Test
  void a_forgotten_command_may_take_effect_again() {
    baskets.opened(A);
    baskets.addOneByOne(2, 19, "c-2");
    baskets.commit(A, 19, "c-2", add("tea"), new ItemAdded("tea"));
    baskets.answer(100, 101, request(A, "c-2", add("tea")), added(19, "tea"));
    baskets.assertExplained();
  }

  @Test
  void a_double_effect_within_sixteen_commits_is_found() {
    baskets.opened(A);
    baskets.addOneByOne(2, 18, "c-2");
    baskets.commit(A, 18, "c-2", add("tea"), new ItemAdded("tea"));
    baskets.answer(100, 101, request(A, "c-2", add("tea")), added(18, "tea"));
    baskets.assertFound("commit 18 by c-2 and commit 2 by c-2 are by the same command");
  }

  @Test
  void a_remembered_command_that_is_decided_again_is_found() {
    baskets.opened(A);
    baskets.answer(3, 4, request(A, "open", OPEN), new Refused<>(new AlreadyOpen(), 1));
    baskets.assertFound("cannot be explained: [3, 4] open");
  }

  @Test
  void a_stale_refusal_is_found() {
    baskets.opened(A);
    baskets.commit(A, 2, "c-1", add("tea"), new ItemAdded("tea"));
    baskets.answer(3, 4, request(A, "c-1", add("tea")), added(2, "tea"));
    baskets.answer(
        5, 6, request(A, "c-2", new RemoveItem("tea")), new Refused<>(new NotInBasket("tea"), 1));
    baskets.assertFound("commit 2 by c-1 was there before tick 4");
  }

  @Test
  void a_refusal_while_the_commit_was_under_way_is_explained() {
    baskets.opened(A);
    baskets.commit(A, 2, "c-1", add("tea"), new ItemAdded("tea"));
    baskets.answer(3, 6, request(A, "c-1", add("tea")), added(2, "tea"));
    baskets.answer(
        4, 5, request(A, "c-2", new RemoveItem("tea")), new Refused<>(new NotInBasket("tea"), 1));
    baskets.assertExplained();
  }

  @Test
  void an_answer_from_the_future_is_found() {
    baskets.opened(A);
    baskets.commit(A, 2, "c-1", new Discard(), new Discarded());
    baskets.answer(3, 4, request(A, "c-2", add("tea")), new Refused<>(new NotOpen(), 2));
    baskets.answer(
        5, 6, request(A, "c-1", new Discard()), new Committed<>(2, List.of(new Discarded())));
    baskets.assertFound(
        "commit 2 by c-1 was there before tick 4, but cannot have been before tick 5");
  }

  @Test
  void answers_that_agree_with_each_commit_but_not_with_their_order_are_found() {
    baskets.opened(A);
    baskets.commit(A, 2, "c-1", add("tea"), new ItemAdded("tea"));
    baskets.commit(A, 3, "c-2", add("milk"), new ItemAdded("milk"));
    baskets.answer(3, 4, request(A, "c-2", add("milk")), added(3, "milk"));
    baskets.answer(5, 6, request(A, "c-1", add("tea")), added(2, "tea"));
    baskets.assertFound("commit 3 by c-2 was there before tick 4");
  }

  @Test
  void a_commit_that_was_decided_on_an_old_state_is_found() {
    baskets.opened(A);
    baskets.commit(A, 2, "c-1", add("tea"), new ItemAdded("tea"));
    baskets.answer(3, 4, request(A, "c-1", add("tea")), added(2, "tea"));
    for (int version = 3; version <= 4; version++) {
      baskets.commit(A, version, "r-" + version, new RemoveItem("tea"), new ItemRemoved("tea"));
      baskets.answer(
          5,
          6,
          request(A, "r-" + version, new RemoveItem("tea")),
          new Committed<>(version, List.of(new ItemRemoved("tea"))));
    }
    baskets.assertFound("commit 4 by r-4 matches no call");
  }

  @Test
  void a_commit_of_a_call_that_says_it_stored_nothing_is_found() {
    baskets.opened(A);
    baskets.commit(A, 2, "c-1", add("tea"), new ItemAdded("tea"));
    baskets.calls.add(
        new ObservedCall<>(
            request(A, "c-1", add("tea")), 3, 4, new Answer.NothingStored<>("throttled")));
    baskets.assertFound("commit 2 by c-1 matches no call");
  }

  @Test
  void a_call_without_an_answer_may_have_stored_its_commit_or_not() {
    baskets.opened(A);
    for (int number = 2; number <= 3; number++) {
      baskets.calls.add(
          new ObservedCall<>(
              request(A, "c-" + number, add("tea")), 3, 4, new Answer.MayBeStored<>("lost")));
    }
    baskets.commit(A, 2, "c-2", add("tea"), new ItemAdded("tea"));
    baskets.assertExplained();
  }

  @Test
  void a_commit_at_another_version_than_the_expected_one_is_found() {
    baskets.opened(A);
    baskets.commit(A, 2, "c-1", add("tea"), new ItemAdded("tea"));
    baskets.answer(3, 4, request(A, "c-1", add("tea")).withExpectedVersion(0L), added(2, "tea"));
    baskets.assertFound("commit 2 by c-1 matches no call");
  }

  @Test
  void a_conflict_with_its_own_commit_is_found_however_old() {
    baskets.opened(A);
    baskets.addOneByOne(2, 40, "c-2");
    baskets.answer(
        100,
        101,
        request(A, "c-2", add("tea")).withExpectedVersion(1L),
        new VersionConflict<>(1, 39));
    baskets.assertFound("cannot be explained: [100, 101] c-2");
  }

  @Test
  void a_conflict_with_a_version_that_never_was_is_found() {
    baskets.opened(A);
    baskets.answer(
        3, 4, request(A, "c-1", add("tea")).withExpectedVersion(0L), new VersionConflict<>(0, 7));
    baskets.assertFound("cannot be explained: [3, 4] c-1");
  }

  @Test
  void a_conflict_where_there_is_none_is_found() {
    baskets.opened(A);
    baskets.answer(
        3, 4, request(A, "c-1", add("tea")).withExpectedVersion(1L), new VersionConflict<>(1, 1));
    baskets.assertFound("cannot be explained: [3, 4] c-1");
  }

  @Test
  void an_id_that_was_not_reused_is_found() {
    baskets.opened(A);
    baskets.answer(3, 4, request(A, "c-1", add("tea")), new CommandIdReused<>("c-1"));
    baskets.assertFound("cannot be explained: [3, 4] c-1");
  }

  @Test
  void a_stream_that_was_not_read_is_found() {
    baskets.opened(A);
    baskets.streams.remove(A);
    baskets.assertFound("its commits are unknown");
  }

  @Test
  void a_command_without_a_stamp_cannot_be_followed() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ObservedCall<>(
                    CommandRequest.of(A, OPEN), 1, 2, new Answer.NothingStored<>("")));
  }
}
