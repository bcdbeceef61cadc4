package dev.headwater;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.Outcome.Committed;
import dev.headwater.event.CommandStamp;
import dev.headwater.event.Commit;
import dev.headwater.event.StreamId;
import dev.headwater.testkit.ManualHost;
import dev.headwater.testkit.basket.Basket;
import dev.headwater.testkit.basket.BasketCommand;
import dev.headwater.testkit.basket.BasketCommand.AddItems;
import dev.headwater.testkit.basket.BasketCommand.OpenBasket;
import dev.headwater.testkit.basket.BasketDecider;
import dev.headwater.testkit.basket.BasketEvent;
import dev.headwater.testkit.basket.BasketEvent.BasketOpened;
import dev.headwater.testkit.basket.BasketEvent.ItemAdded;
import dev.headwater.testkit.basket.BasketRefusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The write side of baskets on a watched store, with helpers for its tests. */
final class Shop {
  static final StreamId BASKET = new StreamId("BASKET", "1");
  static final OpenBasket OPEN = new OpenBasket(List.of("tea", "milk"));

  static final Duration TIME_LIMIT = Duration.ofSeconds(10);

  final ManualHost machine = new ManualHost(1);
  final InMemoryEventStore<Basket, BasketEvent> stored = new InMemoryEventStore<>();
  final WatchedEventStore<Basket, BasketEvent> store = new WatchedEventStore<>(stored);
  final CommandHandler<BasketCommand, Basket, BasketEvent, BasketRefusal> handler;

  Shop() {
    this(CommandHandler.Settings.DEFAULTS.cachedStreams());
  }

  Shop(int cachedStreams) {
    this.handler =
        new CommandHandler<>(
            new BasketDecider(),
            store,
            machine.host(),
            new CommandHandler.Settings(cachedStreams, TIME_LIMIT));
  }

  static CommandRequest<BasketCommand> request(BasketCommand command) {
    return CommandRequest.of(BASKET, command);
  }

  static CommandRequest<BasketCommand> request(String commandId, BasketCommand command) {
    return request(command).withStamp(CommandStamp.of(commandId, command.toString()));
  }

  static AddItems add(String... items) {
    return new AddItems(List.of(items));
  }

  static Outcome<BasketEvent, BasketRefusal> committed(long version, BasketEvent... events) {
    return new Committed<>(version, List.of(events));
  }

  static Outcome<BasketEvent, BasketRefusal> opened() {
    return committed(3, new BasketOpened(), new ItemAdded("tea"), new ItemAdded("milk"));
  }

  Outcome<BasketEvent, BasketRefusal> handle(BasketCommand command) {
    return handler.handle(request(command));
  }

  Outcome<BasketEvent, BasketRefusal> handle(CommandRequest<BasketCommand> request) {
    return handler.handle(request);
  }

  /** Adds so many commits of one event each. */
  void addOneByOne(int items) {
    for (int number = 0; number < items; number++) {
      handle(add("filler " + number));
    }
  }

  /** Handles the request in another process with an empty cache, bypassing the watched store. */
  Outcome<BasketEvent, BasketRefusal> handleElsewhere(CommandRequest<BasketCommand> request) {
    return new CommandHandler<>(new BasketDecider(), stored, machine.host()).handle(request);
  }

  /** Another process adds an item, bypassing the watched store. */
  void rivalAdds(String item) {
    handleElsewhere(request(add(item)));
  }

  /** A rival commits before each of the next appends. */
  void rivalsBeforeAppends(int appends) {
    IntStream.range(0, appends)
        .forEach(number -> store.beforeAppend(() -> rivalAdds("rival " + number)));
  }

  List<Commit<BasketEvent>> commits() {
    List<Commit<BasketEvent>> commits = new ArrayList<>();
    stored.readAll(BASKET, 0, commits::add);
    return commits;
  }

  long version() {
    return commits().isEmpty() ? 0 : commits().getLast().lastVersion();
  }

  /** Asserts how many calls to the store the commands cost. */
  void assertCost(int reads, int appends, Runnable commands) {
    int readsBefore = store.reads();
    int appendsBefore = store.appends();
    commands.run();
    assertThat(store.reads() - readsBefore).as("reads").isEqualTo(reads);
    assertThat(store.appends() - appendsBefore).as("appends").isEqualTo(appends);
  }
}
