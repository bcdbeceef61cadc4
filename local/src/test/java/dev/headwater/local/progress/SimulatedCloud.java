package dev.headwater.local.progress;

import dev.headwater.local.progress.Checkpoint.StreamCheckpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A model of the local cloud that takes one random step at a time: a stream whose function sends
 * messages, functions that handle messages, send others, fail and call asynchronously, a
 * dead-letter queue, and an operator. Each message knows the record it comes from, so that the mark
 * can be checked against the truth.
 *
 * <p>A queue's action and the response to the caller are two steps, so that others can interleave:
 * a message can be received, handled and deleted before its sender gets the response.
 */
final class SimulatedCloud {
  /** Deliberate errors that the simulation must detect. */
  enum Flaw {
    NONE,
    LABELS_ALL,
    LEAVES_WHEN_RECEIVED,
    LEAVES_WHEN_MOVED
  }

  private enum Place {
    VISIBLE,
    RECEIVED,
    PARKED,
    CALL,
    GONE
  }

  /** A message or a pending asynchronous call. */
  private static final class Item {
    private final String id;
    private final int record;
    private final @Nullable Item cause;
    private Place place;
    private int receives;
    private boolean answered;
    private boolean isOfFailedAttempt;

    Item(String id, int record, @Nullable Item cause, Place place) {
      this.id = id;
      this.record = record;
      this.cause = cause;
      this.place = place;
    }

    boolean counts() {
      return !isOfFailedAttempt && (cause == null || cause.counts());
    }
  }

  private final Random random;
  private final Flaw flaw;
  private final OutstandingWork work = new OutstandingWork();
  private final Map<String, Item> items = new TreeMap<>();

  /** Sends and deletions whose caller has not got the response yet. */
  private final List<Runnable> answers = new ArrayList<>();

  /**
   * For each message being handled, the sends that must be answered before its handler finishes.
   */
  private final Map<String, List<Item>> sentFor = new TreeMap<>();

  private final List<Item> sentForRecord = new ArrayList<>();
  private int settled;
  private int handling;
  private int ids;

  SimulatedCloud(long seed, Flaw flaw) {
    this.random = new Random(seed);
    this.flaw = flaw;
  }

  OutstandingWork work() {
    return work;
  }

  Checkpoint positions() {
    return new Checkpoint(
        Map.of(
            "fn/Stream", new StreamCheckpoint("arn", Map.of("shard", Integer.toString(settled)))));
  }

  int settled() {
    return settled;
  }

  /** The truth: work of records up to this one that would be lost with the process. */
  List<String> inMemoryOf(int record) {
    return items.values().stream()
        .filter(item -> item.place != Place.GONE && item.record <= record)
        .filter(Item::counts)
        .map(item -> item.id + " of " + item.record + " " + item.place)
        .toList();
  }

  void step() {
    switch (random.nextInt(10)) {
      case 0, 1 -> handleRecord();
      case 2, 3, 4 -> answer();
      case 5 -> receive();
      case 6, 7, 8 -> handleMessage();
      default -> operate();
    }
  }

  /** Finishes all work: no more records, no failures, and the operator deletes the dead letters. */
  void drain() {
    while (handling > 0
        || !answers.isEmpty()
        || items.values().stream().anyMatch(item -> item.place != Place.GONE)) {
      while (!answers.isEmpty()) {
        answer();
      }
      if (handling > 0) {
        settleRecord();
      }
      List.copyOf(items.values()).stream()
          .filter(item -> item.place != Place.GONE)
          .forEach(this::remove);
    }
  }

  private void handleRecord() {
    if (handling == 0) {
      handling = settled + 1;
      sentForRecord.clear();
    }
    switch (random.nextInt(3)) {
      case 0 -> sentForRecord.add(send(handling, null, Place.VISIBLE));
      case 1 -> settleRecord();
      default -> failRecord();
    }
  }

  private void failRecord() {
    handling = 0;
    giveUp(sentForRecord);
  }

  /** The next attempt sends everything again, so sends without a response no longer count. */
  private static void giveUp(List<Item> sent) {
    sent.forEach(item -> item.isOfFailedAttempt = !item.answered);
  }

  private void settleRecord() {
    if (sentForRecord.stream().allMatch(item -> item.answered)) {
      settled = handling;
      handling = 0;
    }
  }

  /**
   * @param cause the message whose handler sends this; null for the stream's function
   */
  private Item send(int record, @Nullable Item cause, Place place) {
    Item item = new Item(Integer.toString(++ids), record, cause, place);
    if (place != Place.CALL) {
      items.put(item.id, item);
    }
    answers.add(
        () -> {
          work.enter(item.id, cause == null || flaw == Flaw.LABELS_ALL);
          items.put(item.id, item); // a call is pending from here on
          item.answered = true;
        });
    return item;
  }

  private void answer() {
    if (!answers.isEmpty()) {
      answers.remove(random.nextInt(answers.size())).run();
    }
  }

  private void receive() {
    pick(
        item -> item.place == Place.VISIBLE,
        item -> {
          if (++item.receives > 3) {
            item.place = Place.PARKED;
            if (flaw == Flaw.LEAVES_WHEN_MOVED) {
              work.leave(item.id);
            }
          } else {
            item.place = Place.RECEIVED;
            sentFor.put(item.id, new ArrayList<>());
            if (flaw == Flaw.LEAVES_WHEN_RECEIVED) {
              work.leave(item.id);
            }
          }
        });
  }

  /** Takes the next step of a message or call in progress. */
  private void handleMessage() {
    pick(
        item -> item.place == Place.RECEIVED || item.place == Place.CALL,
        item -> {
          List<Item> sent = sentFor.computeIfAbsent(item.id, id -> new ArrayList<>());
          switch (random.nextInt(8)) {
            case 0 -> sent.add(send(item.record, item, Place.VISIBLE));
            case 1 -> sent.add(send(item.record, item, Place.CALL));
            case 2 -> {
              if (item.place == Place.RECEIVED) {
                item.place = Place.VISIBLE; // its handler fails
                giveUp(sent);
              }
            }
            default -> {
              if (sent.stream().allMatch(each -> each.answered)) {
                remove(item);
              }
            }
          }
        });
  }

  private void operate() {
    pick(
        item -> item.place == Place.PARKED,
        item -> {
          if (random.nextBoolean()) {
            item.place = Place.VISIBLE; // redriven, under its id
            item.receives = 0;
          } else {
            remove(item);
          }
        });
  }

  private void remove(Item item) {
    item.place = Place.GONE;
    answers.add(() -> work.leave(item.id));
  }

  private void pick(Predicate<Item> filter, Consumer<Item> action) {
    List<Item> found = items.values().stream().filter(filter).toList();
    if (!found.isEmpty()) {
      action.accept(found.get(random.nextInt(found.size())));
    }
  }

  /** Other steps may interleave before the positions are used. */
  Checkpoint positionsBeforeMoreSteps() {
    Checkpoint read = positions();
    int steps = random.nextInt(5);
    for (int i = 0; i < steps; i++) {
      step();
    }
    return read;
  }

  boolean mayAdvance() {
    return random.nextInt(4) == 0;
  }
}
