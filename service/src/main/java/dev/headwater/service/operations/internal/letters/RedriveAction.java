package dev.headwater.service.operations.internal.letters;

import dev.headwater.event.StreamId;
import dev.headwater.eventbridge.DeadLetter;
import dev.headwater.eventbridge.DeadLetterQueue.Parked;
import dev.headwater.eventbridge.DeadLetters;
import dev.headwater.eventbridge.LetterSweep;
import dev.headwater.eventbridge.Redrive;
import dev.headwater.host.ConfigurationFault;
import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import dev.headwater.projection.Failure;
import dev.headwater.service.operations.internal.Findings;
import dev.headwater.service.operations.internal.OperationException;
import dev.headwater.service.operations.internal.Totals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Retries what letters failed to do, and removes them. What fails again is parked again, with its
 * new failure. With one letter of a stream go those of its others that are superfluous then.
 */
final class RedriveAction implements LetterAction {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final DeadLetters letters;
  private final LetterSweep sweep;
  private final Findings findings;
  private final Totals totals;
  private final RedriveMark mark;
  private final Host host;

  /** Letters that were not selected, without their bodies, by stream. */
  private final Map<StreamId, List<DeadLetter>> passed = new HashMap<>();

  private @Nullable Redrive redrive;
  private int left;

  RedriveAction(
      DeadLetters letters,
      LetterSweep sweep,
      Findings findings,
      Totals totals,
      RedriveMark mark,
      Host host) {
    this.letters = letters;
    this.sweep = sweep;
    this.findings = findings;
    this.totals = totals;
    this.mark = mark;
    this.host = host;
  }

  @Override
  public void take(List<DeadLetter> selected, List<DeadLetter> others) {
    others.forEach(this::pass);
    List<DeadLetter> open = new ArrayList<>(selected);
    open.removeIf(this::hasFailed);
    removeSuperfluous(open);
    if (open.isEmpty()) {
      return;
    }
    Redrive.Result result = redrive().redrive(open, host.clock().instant().plus(PATIENCE));
    List<DeadLetter> done = new ArrayList<>(open);
    done.removeIf(
        letter ->
            result.failed().containsKey(letter.messageId())
                || result.later().contains(letter.messageId()));
    remove(done, "redriven");
    parkAgain(open, result.failed());
    removeRelated(done);
    left += result.later().size();
    for (ConfigurationFault fault : result.faults()) {
      throw new UnavailableException(
          "The letters of " + letters.name() + " cannot be redriven", true, fault, null);
    }
  }

  /** Whether this run has redriven it already, and parked it again. */
  private boolean hasFailed(DeadLetter letter) {
    if (mark.isOfLostAnswer(letter.redrivenBy())) {
      totals.add("failed", 1);
      findings.add(LetterJson.failure(letters.name(), letter, letter.failure()));
    }
    return mark.isOfRun(letter.redrivenBy());
  }

  /** Only needed if there are letters, so that an empty queue needs nothing. */
  private Redrive redrive() {
    if (redrive == null) {
      redrive = OperationException.configured(letters.redrive());
    }
    return redrive;
  }

  private void pass(DeadLetter letter) {
    if (letter.stream() != null) {
      passed
          .computeIfAbsent(letter.stream(), stream -> new ArrayList<>())
          .add(letter.withoutBody());
    }
  }

  private void removeSuperfluous(List<DeadLetter> some) {
    Set<String> superfluous = some.isEmpty() ? Set.of() : redrive().superfluous(some);
    remove(
        some.stream().filter(letter -> superfluous.contains(letter.messageId())).toList(),
        "superfluous");
    some.removeIf(letter -> superfluous.contains(letter.messageId()));
  }

  private void removeRelated(List<DeadLetter> done) {
    Set<StreamId> streams = new HashSet<>();
    done.forEach(
        letter -> {
          if (letter.stream() != null) {
            streams.add(letter.stream());
          }
        });
    List<DeadLetter> related = new ArrayList<>();
    for (StreamId stream : streams) {
      List<DeadLetter> same = passed.remove(stream);
      if (same != null) {
        related.addAll(same);
      }
    }
    removeSuperfluous(related);
    related.forEach(this::pass);
  }

  private void remove(List<DeadLetter> done, String counted) {
    if (!done.isEmpty()) {
      int stay = sweep.remove(done).size();
      totals.add(counted, done.size() - stay);
      left += stay;
    }
  }

  /** First the new letter, then away with the old one: so it is never lost. */
  private void parkAgain(List<DeadLetter> open, Map<String, Failure> failures) {
    if (failures.isEmpty()) {
      return;
    }
    Map<String, Parked> again = new HashMap<>();
    List<DeadLetter> replaced = new ArrayList<>();
    for (DeadLetter letter : open) {
      Failure failure = failures.get(letter.messageId());
      if (failure != null) {
        replaced.add(letter);
        again.put(
            letter.messageId(),
            new Parked(letter.body(), letter.attributesAfter(failure, mark.text())));
        findings.add(LetterJson.failure(letters.name(), letter, failure));
      }
    }
    Set<String> unsent = letters.queue().park(again);
    replaced.removeIf(letter -> unsent.contains(letter.messageId()));
    remove(replaced, "failed");
    left += unsent.size();
  }

  @Override
  public int left() {
    return left;
  }
}
