package dev.headwater.benchmarks.read;

import dev.headwater.projection.Delivery;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Messages of one kind, in batches as a queue delivers them.
 *
 * @param name also part of the customers' ids, and unique
 * @param customers per batch; no other batch of the same round contains them
 * @param messages per customer: a batch has {@code customers} × {@code messages} messages
 * @param registering whether each round has new customers; otherwise all rounds have the same ones,
 *     which are registered before the first
 */
record Traffic(String name, int customers, int messages, boolean registering) {
  /**
   * The batches of a round; rounds are numbered from 0.
   *
   * @param side a letter, in which alone the customers of the two sides differ
   */
  List<List<Delivery.Event>> round(String side, int round, int batches) {
    return registering
        ? batches(side, round * batches, batches, 1)
        : batches(side, 0, batches, 2 + round * messages);
  }

  /** The registrations of the customers that are the same in all rounds. */
  Traffic registrations() {
    return new Traffic(name, customers, 1, true);
  }

  private List<List<Delivery.Event>> batches(String side, int from, int count, int version) {
    return IntStream.range(from, from + count)
        .mapToObj(batch -> batch(side, batch, version))
        .toList();
  }

  private List<Delivery.Event> batch(String side, int number, int version) {
    return IntStream.range(0, customers * messages)
        .mapToObj(
            place ->
                SampleMessages.of(
                        String.format(
                            Locale.ROOT,
                            "%s-%s-%07d",
                            side,
                            name,
                            number * customers + place % customers))
                    .version(version + place / customers))
        .toList();
  }
}
