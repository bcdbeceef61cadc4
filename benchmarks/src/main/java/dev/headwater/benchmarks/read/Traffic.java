package dev.headwater.benchmarks.read;

import dev.headwater.projection.Delivery;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Messages of one kind, in batches as a queue delivers them.
 *
 * @param name also of the customers: no other traffic has the same
 * @param customers of each batch; no other batch of the same round has one of them
 * @param messages of each of them: a batch is as large as both multiplied
 * @param registering whether each round is of new customers; else all are of the same, who have
 *     registered before the first
 */
record Traffic(String name, int customers, int messages, boolean registering) {
  /**
   * The batches of a round, whose number counts from 0.
   *
   * @param side a letter, which alone tells two sides' customers from each other
   */
  List<List<Delivery.Event>> round(String side, int round, int batches) {
    return registering
        ? batches(side, round * batches, batches, 1)
        : batches(side, 0, batches, 2 + round * messages);
  }

  /** The registrations of those who are the same in all rounds. */
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
