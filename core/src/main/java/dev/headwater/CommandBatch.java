package dev.headwater;

import dev.headwater.event.StreamId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs a batch of commands: streams in parallel, the commands of each stream in order. */
record CommandBatch<C, S, E, R>(
    CommandHandler<C, S, E, R> handler, List<CommandRequest<C>> requests) {
  List<BatchItem<E, R>> run() {
    Map<StreamId, List<Integer>> streams = new LinkedHashMap<>();
    for (int place = 0; place < requests.size(); place++) {
      streams.computeIfAbsent(requests.get(place).stream(), key -> new ArrayList<>()).add(place);
    }
    List<Future<Map<Integer, BatchItem<E, R>>>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      streams.values().forEach(places -> running.add(threads.submit(() -> inTurn(places))));
    }
    Map<Integer, BatchItem<E, R>> results = new TreeMap<>();
    running.forEach(stream -> results.putAll(resultOf(stream)));
    return List.copyOf(results.values());
  }

  private static <T> T resultOf(Future<T> done) {
    if (done.state() == Future.State.FAILED) {
      throw new IllegalStateException("A command thread of the batch failed", done.exceptionNow());
    }
    return done.resultNow();
  }

  private Map<Integer, BatchItem<E, R>> inTurn(List<Integer> places) {
    Map<Integer, BatchItem<E, R>> results = new LinkedHashMap<>();
    places.forEach(place -> results.put(place, carryOut(requests.get(place))));
    return results;
  }

  private BatchItem<E, R> carryOut(CommandRequest<C> request) {
    try {
      return new BatchItem.Answered<>(handler.handle(request));
    } catch (RuntimeException e) {
      return new BatchItem.Failed<>(e);
    }
  }
}
