package dev.headwater.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.CommandRequest;
import dev.headwater.Outcome;
import dev.headwater.Outcome.Committed;
import dev.headwater.event.CommandStamp;
import dev.headwater.event.Commit;
import dev.headwater.event.Metadata;
import dev.headwater.event.StreamId;
import dev.headwater.testkit.ObservedCall.Answer;
import dev.headwater.testkit.basket.Basket;
import dev.headwater.testkit.basket.BasketCommand;
import dev.headwater.testkit.basket.BasketCommand.AddItems;
import dev.headwater.testkit.basket.BasketCommand.OpenBasket;
import dev.headwater.testkit.basket.BasketEvent;
import dev.headwater.testkit.basket.BasketEvent.BasketOpened;
import dev.headwater.testkit.basket.BasketEvent.ItemAdded;
import dev.headwater.testkit.basket.BasketRefusal;
import dev.headwater.testkit.basket.OneOffDecider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Baskets and the calls on them, as a history to check: each call and commit is written out. */
final class ObservedBaskets {
  static final StreamId A = new StreamId("BASKET", "a");
  static final StreamId B = new StreamId("BASKET", "b");
  static final BasketCommand OPEN = new OpenBasket(List.of());
  final Map<StreamId, List<Commit<BasketEvent>>> streams = new HashMap<>();
  final List<ObservedCall<BasketCommand, BasketEvent, BasketRefusal>> calls = new ArrayList<>();

  /** An empty basket, at version 1. */
  void opened(StreamId stream) {
    commit(stream, 1, "open", OPEN, new BasketOpened());
    answer(1, 2, request(stream, "open", OPEN), new Committed<>(1, List.of(new BasketOpened())));
  }

  /** A basket with tea, at version 2. */
  void holding(StreamId stream, long invoked, long answered) {
    BasketCommand open = new OpenBasket(List.of("tea"));
    BasketEvent[] events = {new BasketOpened(), new ItemAdded("tea")};
    commit(stream, 1, "open", open, events);
    answer(invoked, answered, request(stream, "open", open), new Committed<>(2, List.of(events)));
  }

  /** Adds commits of one item each, the first by the given command. */
  void addOneByOne(int from, int to, String firstId) {
    for (int version = from; version < to; version++) {
      String id = version == from ? firstId : "n-" + version;
      commit(A, version, id, add("tea"), new ItemAdded("tea"));
      answer(2L * version, 2L * version + 1, request(A, id, add("tea")), added(version, "tea"));
    }
  }

  void commit(
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

  void answer(
      long invoked,
      long answered,
      CommandRequest<BasketCommand> request,
      Outcome<BasketEvent, BasketRefusal> outcome) {
    calls.add(new ObservedCall<>(request, invoked, answered, new Answer.Answered<>(outcome)));
  }

  static CommandRequest<BasketCommand> request(StreamId stream, String id, BasketCommand command) {
    return CommandRequest.of(stream, command).withStamp(stamp(id, command));
  }

  private static CommandStamp stamp(String id, BasketCommand command) {
    return CommandStamp.of(id, command.toString());
  }

  static BasketCommand add(String... items) {
    return new AddItems(List.of(items));
  }

  static Outcome<BasketEvent, BasketRefusal> added(long version, String item) {
    return new Committed<>(version, List.of(new ItemAdded(item)));
  }

  private List<String> violations() {
    return new LinearizabilityCheck<BasketCommand, Basket, BasketEvent, BasketRefusal>(
            new OneOffDecider())
        .violations(calls, streams);
  }

  void assertExplained() {
    assertThat(violations()).isEmpty();
  }

  void assertFound(String violation) {
    assertThat(violations()).anySatisfy(what -> assertThat(what).contains(violation));
  }
}
