package dev.headwater.audit;

import dev.headwater.audit.ViewCase.Repairing;
import dev.headwater.audit.ViewCase.Suspect;
import dev.headwater.host.Host;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Settles the views of one read model that looked wrong: checks them again until each is right,
 * reported, or repaired and then reported.
 *
 * <p>A view may rightly lag behind its stream, and a list behind its view. So a view counts as
 * wrong only when it has looked wrong for as long as views may lag while its stream stood still, or
 * for {@value ViewAudit#MAX_LAGS} times as long while its stream moved. The time that repairs of
 * other views take does not count. A repaired view has the same time to become right, from its
 * repair on; it is right as soon as it shows the version that it was repaired to, since its stream
 * may move on.
 *
 * <p>Views are kept in memory only while their batch is judged. Of a view being repaired, the
 * difference is kept; while the values in all of these have more than {@value
 * ViewAudit#MAX_CHARACTERS} characters, no further repair starts.
 */
final class Recheck<V, E> {
  /** The most views that are settled together. */
  static final int MAX_VIEWS = 1_000;

  private final AuditableViews<V> model;
  private final ViewJudge<V, E> judge;
  private final RepairWrites<V, E> repairWrites;
  private final ViewTally tally;
  private final Host host;
  private final ViewAudit.Mode mode;
  private final Map<String, ViewCase> open = new LinkedHashMap<>();
  private Instant endOfDoubt = Instant.MIN;
  private long characters;

  Recheck(
      ViewEvidence<V, E> evidence, AuditableViews<V> model, ViewTally tally, ViewAudit.Mode mode) {
    this.model = model;
    this.judge = new ViewJudge<>(evidence, model);
    this.repairWrites = new RepairWrites<>(evidence, model);
    this.tally = tally;
    this.host = evidence.host();
    this.mode = mode;
  }

  /**
   * @param suspects each with the version that its stream had when the view looked wrong
   */
  void settle(Map<String, Long> suspects) {
    Instant begun = now();
    suspects.forEach((id, version) -> open.put(id, new Suspect(version, version, begun)));
    endOfDoubt = begun.plus(mode.lag().multipliedBy(ViewAudit.MAX_LAGS));
    Backoff backoff = new Backoff(host);
    while (true) {
      for (List<String> ids : ViewJudge.batches(open.keySet())) {
        if (advance(ids)) {
          backoff.reset();
        }
      }
      if (open.isEmpty()) {
        return;
      }
      backoff.pause();
    }
  }

  /** Takes a batch one step further. Returns whether any view was repaired for the first time. */
  private boolean advance(List<String> ids) {
    Instant begun = now();
    Map<String, ViewCheck<V>> checks = judge.check(ids);
    Instant ended = now();
    Map<String, ViewCheck<V>> wrong = new LinkedHashMap<>();
    checks.forEach(
        (id, check) -> {
          ViewCheck<V> toRepair =
              switch (Objects.requireNonNull(open.get(id))) {
                case Suspect suspect ->
                    recheck(id, suspect.seenAt(check.logVersion(), ended), check, begun);
                case Repairing repairing -> confirm(id, repairing, check, begun);
              };
          if (toRepair != null) {
            wrong.put(id, toRepair);
          }
        });
    return repair(wrong);
  }

  /**
   * A check takes time: what it found was so at its end at the latest, and had been so since its
   * beginning at the earliest.
   *
   * @return what is to be repaired now; {@code null} for nothing
   */
  private @Nullable ViewCheck<V> recheck(
      String id, Suspect suspect, ViewCheck<V> check, Instant begun) {
    open.put(id, suspect);
    if (check.isRightAsOf(suspect.goal())) {
      open.remove(id);
      tally.countForeign(check.foreign() ? 1 : 0);
      return null;
    }
    boolean certain = check.head() == null || suspect.stoodStill(mode.lag(), begun);
    if (!certain && begun.isBefore(endOfDoubt)) {
      return null;
    }
    ViewCheck<V> wrong = certain ? check : check.unsettled();
    if (!mode.repairing() || !wrong.isRepairable()) {
      report(id, tally.difference(model.name(), id, wrong));
      return null;
    }
    return characters > ViewAudit.MAX_CHARACTERS ? null : wrong;
  }

  private @Nullable ViewCheck<V> confirm(
      String id, Repairing repairing, ViewCheck<V> check, Instant begun) {
    ViewDifference difference = repairing.difference();
    if (check.isRightAsOf(difference.logVersion())) {
      report(id, difference.asRepaired());
    } else if (!check.isRepairable() || !begun.isBefore(repairing.end())) {
      report(id, difference);
    } else {
      return check;
    }
    characters -= difference.characters();
    return null;
  }

  private boolean repair(Map<String, ViewCheck<V>> wrong) {
    boolean first = false;
    Instant begun = now();
    repairWrites.repair(wrong);
    Instant ended = now();
    endOfDoubt = endOfDoubt.plus(Duration.between(begun, ended));
    for (var each : wrong.entrySet()) {
      ViewCheck<V> check = each.getValue();
      if (open.get(each.getKey()) instanceof Suspect) {
        ViewDifference difference = tally.difference(model.name(), each.getKey(), check);
        characters += difference.characters();
        open.put(each.getKey(), new Repairing(difference, ended.plus(patience(check))));
        first = true;
      }
    }
    return first;
  }

  /** How long the repair of a view may take to show. */
  private Duration patience(ViewCheck<V> check) {
    return check.isAheadOfStream() ? mode.lag().plus(model.remembersRemoved()) : mode.lag();
  }

  private void report(String id, ViewDifference difference) {
    open.remove(id);
    tally.report(difference);
  }

  private Instant now() {
    return host.clock().instant();
  }
}
