package dev.headwater.dynamodb;

import dev.headwater.CommandHandler;
import dev.headwater.CommandRequest;
import dev.headwater.Outcome;
import dev.headwater.event.CommandStamp;
import dev.headwater.event.StreamId;
import dev.headwater.testkit.CallRecorder;
import dev.headwater.testkit.ObservedCall.Answer;
import dev.headwater.testkit.basket.Basket;
import dev.headwater.testkit.basket.BasketCommand;
import dev.headwater.testkit.basket.BasketEvent;
import dev.headwater.testkit.basket.BasketRefusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Callers that send random commands for a few baskets to several hosts: with and without expected
 * versions and deadlines, again after a failure, again for no reason, and under borrowed ids.
 *
 * @param callers how many there are at a time
 * @param commands of each caller
 */
record BasketTraffic(
    long seed,
    int callers,
    int commands,
    List<StreamId> baskets,
    List<CommandHandler<BasketCommand, Basket, BasketEvent, BasketRefusal>> hosts) {
  private static final List<String> ITEMS = List.of("tea", "bread", "milk", "salt");
  private static final int MAX_DEADLINE_MILLIS = 10;

  CallRecorder<BasketCommand, BasketEvent, BasketRefusal> run() {
    Run run =
        new Run(new CallRecorder<>(), new CopyOnWriteArrayList<>(), new ConcurrentHashMap<>());
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int number = 0; number < callers; number++) {
        Caller caller = new Caller(run, number, new Random(seed * 1_000 + number));
        running.add(threads.submit(caller::work));
      }
    }
    for (Future<?> caller : running) {
      try {
        caller.get();
      } catch (ExecutionException | InterruptedException e) {
        throw new AssertionError("A caller of seed " + seed + " failed", e);
      }
    }
    return run.recorder;
  }

  /**
   * What all callers share.
   *
   * @param sent requests that may be sent again
   * @param versions the last that was heard of each basket
   */
  private record Run(
      CallRecorder<BasketCommand, BasketEvent, BasketRefusal> recorder,
      List<CommandRequest<BasketCommand>> sent,
      Map<StreamId, Long> versions) {
    void learn(StreamId stream, Answer<BasketEvent, BasketRefusal> answer) {
      if (answer instanceof Answer.Answered<BasketEvent, BasketRefusal>(var outcome)
          && outcome instanceof Outcome.Committed<BasketEvent, BasketRefusal> done) {
        versions.merge(stream, done.version(), Math::max);
      }
    }
  }

  private final class Caller {
    private final Run run;
    private final int number;
    private final Random random;

    Caller(Run run, int number, Random random) {
      this.run = run;
      this.number = number;
      this.random = random;
    }

    void work() {
      for (int command = 0; command < commands; command++) {
        send(next(number + "-" + command));
      }
    }

    private void send(CommandRequest<BasketCommand> request) {
      run.sent.add(request);
      Answer<BasketEvent, BasketRefusal> answer = call(request);
      if (answer instanceof Answer.MayBeStored<?, ?> && random.nextInt(4) > 0) {
        answer = call(request.withDeadline(Instant.now().plusSeconds(20)));
      }
      run.learn(request.stream(), answer);
    }

    private Answer<BasketEvent, BasketRefusal> call(CommandRequest<BasketCommand> request) {
      var host = hosts.get(random.nextInt(hosts.size()));
      return run.recorder.record(request, () -> host.handle(request));
    }

    private CommandRequest<BasketCommand> next(String id) {
      int kind = random.nextInt(20);
      if (kind < 3 && !run.sent.isEmpty()) {
        return run.sent.get(random.nextInt(run.sent.size()));
      }
      StreamId basket = baskets.get(random.nextInt(baskets.size()));
      BasketCommand command = command();
      String borrowed =
          kind == 3 && !run.sent.isEmpty()
              ? idOf(run.sent.get(random.nextInt(run.sent.size())))
              : id;
      CommandRequest<BasketCommand> request =
          CommandRequest.of(basket, command)
              .withStamp(CommandStamp.of(borrowed, basket.id(), command.toString()));
      if (random.nextInt(3) == 0) {
        long known = run.versions.getOrDefault(basket, 0L);
        request =
            request.withExpectedVersion(
                Math.max(0, known + random.nextInt(5) / 4 - random.nextInt(5) / 4));
      }
      return random.nextInt(8) == 0
          ? request.withDeadline(Instant.now().plusMillis(random.nextInt(MAX_DEADLINE_MILLIS)))
          : request;
    }

    private static String idOf(CommandRequest<?> request) {
      CommandStamp stamp = request.stamp();
      return stamp == null ? "none" : stamp.commandId();
    }

    private BasketCommand command() {
      String item = ITEMS.get(random.nextInt(ITEMS.size()));
      return switch (random.nextInt(16)) {
        case 0, 1, 2 -> new BasketCommand.OpenBasket(ITEMS.subList(0, random.nextInt(3)));
        case 3, 4, 5, 6 -> new BasketCommand.AddItems(List.of(item));
        case 7 -> new BasketCommand.AddItems(List.of(item, item));
        case 8 -> new BasketCommand.AddItems(List.of());
        case 9, 10, 11, 12, 13 -> new BasketCommand.RemoveItem(item);
        default -> new BasketCommand.Discard();
      };
    }
  }
}
