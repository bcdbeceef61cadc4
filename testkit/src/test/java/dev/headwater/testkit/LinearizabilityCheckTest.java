package dev.headwater.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headwater.CommandRequest;
import dev.headwater.Outcome;
import dev.headwater.Outcome.CommandIdReused;
import dev.headwater.Outcome.Committed;
import dev.headwater.Outcome.Refused;
import dev.headwater.Outcome.Unchanged;
import dev.headwater.Outcome.VersionConflict;
import dev.headwater.event.CommandStamp;
import dev.headwater.event.Commit;
import dev.headwater.event.Metadata;
import dev.headwater.event.StreamId;
import dev.headwater.testkit.ObservedCall.Answer;
import dev.headwater.testkit.basket.Basket;
import dev.headwater.testkit.basket.BasketCommand;
import dev.headwater.testkit.basket.BasketCommand.AddItems;
import dev.headwater.testkit.basket.BasketCommand.Discard;
import dev.headwater.testkit.basket.BasketCommand.OpenBasket;
import dev.headwater.testkit.basket.BasketCommand.RemoveItem;
import dev.headwater.testkit.basket.BasketEvent;
import dev.headwater.testkit.basket.BasketEvent.BasketOpened;
import dev.headwater.testkit.basket.BasketEvent.Discarded;
import dev.headwater.testkit.basket.BasketEvent.ItemAdded;
import dev.headwater.testkit.basket.BasketEvent.ItemRemoved;
import dev.headwater.testkit.basket.BasketRefusal;
import dev.headwater.testkit.basket.BasketRefusal.AlreadyOpen;
import dev.headwater.testkit.basket.BasketRefusal.InAnotherBasket;
import dev.headwater.testkit.basket.BasketRefusal.NotInBasket;
import dev.headwater.testkit.basket.BasketRefusal.NotOpen;
import dev.headwater.testkit.basket.OneOffDecider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The check finds each kind of fault in an otherwise correct history. */
final class LinearizabilityCheckTest {
  private static final StreamId A = new StreamId("BASKET", "a");
  private static final StreamId B = new StreamId("BASKET", "b");
  private static final BasketCommand OPEN = new OpenBasket(List.of());

  private final Map<StreamId, List<Commit<BasketEvent>>> streams = new HashMap<>();
  private final List<ObservedCall<BasketCommand, BasketEvent, BasketRefusal>> calls =
      new ArrayList<>();

  @Test
  void a_correct_history_is_explained() {
    opened(A);
    commit(A, 2, "c-1", add("tea", "milk"), new ItemAdded("tea"), new ItemAdded("milk"));
    answer(
        3,
        6,
        request(A, "c-1", add("tea", "milk")),
        new Committed<>(3, List.of(new ItemAdded("tea"), new ItemAdded("milk"))));
    answer(4, 5, request(A, "c-2", OPEN), new Refused<>(new AlreadyOpen(), 3));
    answer(7, 8, request(A, "c-3", add()), new Unchanged<>(3));
    answer(
        9,
        10,
        request(A, "c-1", add("tea", "milk")),
        new Committed<>(3, List.of(new ItemAdded("tea"), new ItemAdded("milk"))));
    answer(11, 12, request(A, "c-4", OPEN).withExpectedVersion(1L), new VersionConflict<>(1, 3));
    answer(13, 14, request(A, "c-1", OPEN), new CommandIdReused<>("c-1"));
    assertExplained();
  }

  @Test
  void a_gap_is_found() {
    opened(A);
    commit(A, 3, "c-1", new Discard(), new Discarded());
    assertFound("no commit begins at version 2");
  }

  @Test
  void a_lost_update_is_found() {
    opened(A);
    answer(3, 4, request(A, "c-1", add("tea")), added(2, "tea"));
    commit(A, 2, "c-2", add("milk"), new ItemAdded("milk"));
    answer(5, 6, request(A, "c-2", add("milk")), added(2, "milk"));
    assertFound("cannot be explained: [3, 4] c-1");
  }

  @Test
  void an_acknowledged_commit_that_is_missing_is_found() {
    opened(A);
    answer(3, 4, request(A, "c-1", add("tea")), added(2, "tea"));
    assertFound("cannot be explained: [3, 4] c-1");
  }

  @Test
  void other_events_than_the_stored_ones_are_found() {
    opened(A);
    commit(A, 2, "c-1", add("tea"), new ItemAdded("tea"));
    answer(3, 4, request(A, "c-1", add("tea")), added(2, "milk"));
    assertFound("cannot be explained: [3, 4] c-1");
  }

  @Test
  void a_double_effect_is_found() {
    opened(A);
    for (int version = 2; version <= 3; version++) {
      commit(A, version, "c-1", add("tea"), new ItemAdded("tea"));
      answer(2L * version, 2L * version + 1, request(A, "c-1", add("tea")), added(version, "tea"));
    }
    assertFound("commit 3 by c-1 and commit 2 by c-1 are by the same command");
  }

  @Test
  void a_forgotten_command_may_take_effect_again() {
    opened(A);
    addOneByOne(2, 19, "c-2");
    commit(A, 19, "c-2", add("tea"), new ItemAdded("tea"));
    answer(100, 101, request(A, "c-2", add("tea")), added(19, "tea"));
    assertExplained();
  }

  @Test
  void a_double_effect_within_sixteen_commits_is_found() {
    opened(A);
    addOneByOne(2, 18, "c-2");
    commit(A, 18, "c-2", add("tea"), new ItemAdded("tea"));
    answer(100, 101, request(A, "c-2", add("tea")), added(18, "tea"));
    assertFound("commit 18 by c-2 and commit 2 by c-2 are by the same command");
  }

  @Test
  void a_remembered_command_that_is_decided_again_is_found() {
    opened(A);
    answer(3, 4, request(A, "open", OPEN), new Refused<>(new AlreadyOpen(), 1));
    assertFound("cannot be explained: [3, 4] open");
  }

  @Test
  void a_stale_refusal_is_found() {
    opened(A);
    commit(A, 2, "c-1", add("tea"), new ItemAdded("tea"));
    answer(3, 4, request(A, "c-1", add("tea")), added(2, "tea"));
    answer(
        5, 6, request(A, "c-2", new RemoveItem("tea")), new Refused<>(new NotInBasket("tea"), 1));
    assertFound("commit 2 by c-1 was there before tick 4");
  }

  @Test
  void a_refusal_while_the_commit_was_under_way_is_explained() {
    opened(A);
    commit(A, 2, "c-1", add("tea"), new ItemAdded("tea"));
    answer(3, 6, request(A, "c-1", add("tea")), added(2, "tea"));
    answer(
        4, 5, request(A, "c-2", new RemoveItem("tea")), new Refused<>(new NotInBasket("tea"), 1));
    assertExplained();
  }

  @Test
  void an_answer_from_the_future_is_found() {
    opened(A);
    commit(A, 2, "c-1", new Discard(), new Discarded());
    answer(3, 4, request(A, "c-2", add("tea")), new Refused<>(new NotOpen(), 2));
    answer(5, 6, request(A, "c-1", new Discard()), new Committed<>(2, List.of(new Discarded())));
    assertFound("commit 2 by c-1 was there before tick 4, but cannot have been before tick 5");
  }

  @Test
  void answers_that_agree_with_each_commit_but_not_with_their_order_are_found() {
    opened(A);
    commit(A, 2, "c-1", add("tea"), new ItemAdded("tea"));
    commit(A, 3, "c-2", add("milk"), new ItemAdded("milk"));
    answer(3, 4, request(A, "c-2", add("milk")), added(3, "milk"));
    answer(5, 6, request(A, "c-1", add("tea")), added(2, "tea"));
    assertFound("commit 3 by c-2 was there before tick 4");
  }

  @Test
  void a_commit_that_was_decided_on_an_old_state_is_found() {
    opened(A);
    commit(A, 2, "c-1", add("tea"), new ItemAdded("tea"));
    answer(3, 4, request(A, "c-1", add("tea")), added(2, "tea"));
    for (int version = 3; version <= 4; version++) {
      commit(A, version, "r-" + version, new RemoveItem("tea"), new ItemRemoved("tea"));
      answer(
          5,
          6,
          request(A, "r-" + version, new RemoveItem("tea")),
          new Committed<>(version, List.of(new ItemRemoved("tea"))));
    }
    assertFound("commit 4 by r-4 matches no call");
  }

  @Test
  void a_commit_of_a_call_that_says_it_stored_nothing_is_found() {
    opened(A);
    commit(A, 2, "c-1", add("tea"), new ItemAdded("tea"));
    calls.add(
        new ObservedCall<>(
            request(A, "c-1", add("tea")), 3, 4, new Answer.NothingStored<>("throttled")));
    assertFound("commit 2 by c-1 matches no call");
  }

  @Test
  void a_call_without_an_answer_may_have_stored_its_commit_or_not() {
    opened(A);
    for (int number = 2; number <= 3; number++) {
      calls.add(
          new ObservedCall<>(
              request(A, "c-" + number, add("tea")), 3, 4, new Answer.MayBeStored<>("lost")));
    }
    commit(A, 2, "c-2", add("tea"), new ItemAdded("tea"));
    assertExplained();
  }

  @Test
  void a_commit_at_another_version_than_the_expected_one_is_found() {
    opened(A);
    commit(A, 2, "c-1", add("tea"), new ItemAdded("tea"));
    answer(3, 4, request(A, "c-1", add("tea")).withExpectedVersion(0L), added(2, "tea"));
    assertFound("commit 2 by c-1 matches no call");
  }

  @Test
  void a_conflict_with_its_own_commit_is_found_however_old() {
    opened(A);
    addOneByOne(2, 40, "c-2");
    answer(
        100,
        101,
        request(A, "c-2", add("tea")).withExpectedVersion(1L),
        new VersionConflict<>(1, 39));
    assertFound("cannot be explained: [100, 101] c-2");
  }

  @Test
  void a_conflict_with_a_version_that_never_was_is_found() {
    opened(A);
    answer(
        3, 4, request(A, "c-1", add("tea")).withExpectedVersion(0L), new VersionConflict<>(0, 7));
    assertFound("cannot be explained: [3, 4] c-1");
  }

  @Test
  void a_conflict_where_there_is_none_is_found() {
    opened(A);
    answer(
        3, 4, request(A, "c-1", add("tea")).withExpectedVersion(1L), new VersionConflict<>(1, 1));
    assertFound("cannot be explained: [3, 4] c-1");
  }

  @Test
  void an_id_that_was_not_reused_is_found() {
    opened(A);
    answer(3, 4, request(A, "c-1", add("tea")), new CommandIdReused<>("c-1"));
    assertFound("cannot be explained: [3, 4] c-1");
  }

  @Test
  void a_stream_that_was_not_read_is_found() {
    opened(A);
    streams.remove(A);
    assertFound("its commits are unknown");
  }

  @Test
  void a_claim_that_two_streams_hold_is_found() {
    holding(A, 1, 2);
    holding(B, 3, 4);
    assertFound("both hold a item");
  }

  @Test
  void a_claim_may_go_from_one_stream_to_the_other() {
    holding(A, 1, 2);
    commit(A, 3, "gone", new Discard(), new Discarded());
    answer(3, 6, request(A, "gone", new Discard()), new Committed<>(3, List.of(new Discarded())));
    holding(B, 4, 5);
    assertExplained();
  }

  @Test
  void a_claim_that_was_taken_before_it_was_released_is_found() {
    holding(A, 1, 2);
    commit(A, 3, "gone", new Discard(), new Discarded());
    answer(5, 6, request(A, "gone", new Discard()), new Committed<>(3, List.of(new Discarded())));
    holding(B, 3, 4);
    assertFound("both hold a item");
  }

  @Test
  void a_claim_is_refused_while_another_stream_holds_it() {
    holding(A, 1, 2);
    opened(B);
    answer(5, 6, request(B, "c-1", add("tea")), new Refused<>(new InAnotherBasket("tea"), 1));
    assertExplained();
  }

  @Test
  void a_refusal_of_a_free_claim_is_found() {
    holding(A, 1, 2);
    opened(B);
    answer(5, 6, request(B, "c-1", add("milk")), new Refused<>(new InAnotherBasket("milk"), 1));
    assertFound("No other stream held the claim of [5, 6] c-1");
  }

  @Test
  void a_claim_that_is_refused_before_another_stream_took_it_is_found() {
    opened(B);
    answer(3, 4, request(B, "c-1", add("tea")), new Refused<>(new InAnotherBasket("tea"), 1));
    holding(A, 5, 6);
    assertFound("No other stream held the claim of [3, 4] c-1");
  }

  @Test
  void a_command_without_a_stamp_cannot_be_followed() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ObservedCall<>(
                    CommandRequest.of(A, OPEN), 1, 2, new Answer.NothingStored<>("")));
  }

  /** An empty basket, at version 1. */
  private void opened(StreamId stream) {
    commit(stream, 1, "open", OPEN, new BasketOpened());
    answer(1, 2, request(stream, "open", OPEN), new Committed<>(1, List.of(new BasketOpened())));
  }

  /** A basket with tea, at version 2. */
  private void holding(StreamId stream, long invoked, long answered) {
    BasketCommand open = new OpenBasket(List.of("tea"));
    BasketEvent[] events = {new BasketOpened(), new ItemAdded("tea")};
    commit(stream, 1, "open", open, events);
    answer(invoked, answered, request(stream, "open", open), new Committed<>(2, List.of(events)));
  }

  /** Adds commits of one item each, the first by the given command. */
  private void addOneByOne(int from, int to, String firstId) {
    for (int version = from; version < to; version++) {
      String id = version == from ? firstId : "n-" + version;
      commit(A, version, id, add("tea"), new ItemAdded("tea"));
      answer(2L * version, 2L * version + 1, request(A, id, add("tea")), added(version, "tea"));
    }
  }

  private void commit(
      StreamId stream, long version, String id, BasketCommand command, BasketEvent... events) {
    streams
        .computeIfAbsent(stream, key -> new ArrayList<>())
        .add(
            new Commit<>(
                stream,
                version,
                List.of(events),
                Instant.EPOCH,
                stamp(id, command),
                Metadata.NONE));
  }

  private void answer(
      long invoked,
      long answered,
      CommandRequest<BasketCommand> request,
      Outcome<BasketEvent, BasketRefusal> outcome) {
    calls.add(new ObservedCall<>(request, invoked, answered, new Answer.Answered<>(outcome)));
  }

  private static CommandRequest<BasketCommand> request(
      StreamId stream, String id, BasketCommand command) {
    return CommandRequest.of(stream, command).withStamp(stamp(id, command));
  }

  private static CommandStamp stamp(String id, BasketCommand command) {
    return CommandStamp.of(id, command.toString());
  }

  private static BasketCommand add(String... items) {
    return new AddItems(List.of(items));
  }

  private static Outcome<BasketEvent, BasketRefusal> added(long version, String item) {
    return new Committed<>(version, List.of(new ItemAdded(item)));
  }

  private List<String> violations() {
    return new LinearizabilityCheck<BasketCommand, Basket, BasketEvent, BasketRefusal>(
            new OneOffDecider())
        .violations(calls, streams);
  }

  private void assertExplained() {
    assertThat(violations()).isEmpty();
  }

  private void assertFound(String violation) {
    assertThat(violations()).anySatisfy(what -> assertThat(what).contains(violation));
  }
}
