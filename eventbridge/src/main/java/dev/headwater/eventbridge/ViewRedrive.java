package dev.headwater.eventbridge;

import dev.headwater.event.StreamId;
import dev.headwater.projection.ProjectedBatch;
import dev.headwater.projection.Projector;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Redrives the events that a projector parked: folds each one's stream from the log up to its head.
 * So their order does not matter, and any one letter of a stream repairs its view.
 *
 * @param projector of the views that the events did not reach
 * @param preparation of the store, before each redrive
 */
public record ViewRedrive(Projector<?, ?> projector, Runnable preparation) implements Redrive {
  @Override
  public Set<String> superfluous(List<DeadLetter> letters) {
    Map<StreamId, Long> newest = new HashMap<>();
    for (DeadLetter letter : letters) {
      if (letter.stream() != null && letter.version() > 0) {
        newest.merge(letter.stream(), letter.version(), Math::max);
      }
    }
    Set<StreamId> showing = newest.isEmpty() ? Set.of() : projector.showing(newest);
    Set<String> superfluous = new HashSet<>();
    for (DeadLetter letter : letters) {
      if (letter.stream() != null && letter.version() > 0 && showing.contains(letter.stream())) {
        superfluous.add(letter.messageId());
      }
    }
    return superfluous;
  }

  @Override
  public Result redrive(List<DeadLetter> letters, Instant deadline) {
    preparation.run();
    ProjectedBatch batch =
        projector.project(
            letters.stream()
                .map(letter -> QueueMessage.delivery(letter.messageId(), letter.body(), true))
                .toList(),
            deadline);
    return new Result(batch.parked(), batch.retry(), batch.faults());
  }
}
