package dev.headwater.audit;

import dev.headwater.host.Host;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Checks suspect views of one read model again until each is either right or certainly wrong.
 *
 * <p>A view may legitimately lag behind its stream, and a list behind its view. So a view is only
 * reported after it has looked wrong for the allowed lag while its stream did not change. If the
 * stream keeps changing, the wait ends after {@value #MAX_LAGS} times the lag, not counting time
 * spent on repairing other views.
 *
 * <p>The views themselves are held only while a batch of them is judged.
 */
final class Recheck<V, E> {
  /** The most views that are checked together. */
  static final int MAX_VIEWS = 1_000;

  static final int MAX_LAGS = 3;

  private final AuditableViews<V> model;
  private final ViewJudge<V, E> judge;
  private final ViewRepair<V, E> repair;
  private final ViewTally tally;
  private final Host host;
  private final ViewAudit.Mode mode;

  Recheck(
      ViewEvidence<V, E> evidence, AuditableViews<V> model, ViewTally tally, ViewAudit.Mode mode) {
    this.model = model;
    this.judge = new ViewJudge<>(evidence, model);
    this.repair = new ViewRepair<>(evidence, model, tally, mode.lag());
    this.tally = tally;
    this.host = evidence.host();
    this.mode = mode;
  }

  /**
   * @param suspects ids of the views, with the version of the stream when the view looked wrong
   */
  void settle(Map<String, Long> suspects) {
    Map<String, Doubt> doubts = new LinkedHashMap<>();
    Instant begin = now();
    suspects.forEach((id, version) -> doubts.put(id, new Doubt(version, begin, version)));
    watch(doubts, begin.plus(mode.lag().multipliedBy(MAX_LAGS)));
    repair.finish();
  }

  /** Checks until each view is either right or certainly wrong. */
  private void watch(Map<String, Doubt> doubts, Instant firstEnd) {
    Instant end = firstEnd;
    Backoff backoff = new Backoff(host);
    while (true) {
      for (List<String> ids : ViewJudge.batches(doubts.keySet())) {
        Map<String, ViewCheck<V>> wrong = check(ids, doubts, end);
        Instant checked = now();
        reportOrRepair(wrong);
        end = end.plus(Duration.between(checked, now()));
      }
      if (doubts.isEmpty()) {
        return;
      }
      backoff.pause();
    }
  }

  /**
   * The views of a batch that are certainly wrong. Since a check takes time, a stream that moved
   * counts as unchanged from the end of the check, and the lag must have passed when a check began.
   */
  private Map<String, ViewCheck<V>> check(
      List<String> ids, Map<String, Doubt> doubts, Instant end) {
    Map<String, ViewCheck<V>> wrong = new LinkedHashMap<>();
    Instant begun = now();
    Map<String, ViewCheck<V>> verdicts = judge.check(ids);
    Instant ended = now();
    verdicts.forEach(
        (id, verdict) -> {
          Doubt doubt = Objects.requireNonNull(doubts.remove(id)).at(verdict.logVersion(), ended);
          if (verdict.isRightAsOf(doubt.goal)) {
            return;
          }
          if (verdict.head() == null || doubt.isUnchangedFor(mode.lag(), begun)) {
            wrong.put(id, verdict);
          } else if (!begun.isBefore(end)) {
            wrong.put(id, verdict.unsettled());
          } else {
            doubts.put(id, doubt);
          }
        });
    return wrong;
  }

  private void reportOrRepair(Map<String, ViewCheck<V>> wrong) {
    if (mode.repairing()) {
      repair.begin(wrong);
    } else {
      wrong.forEach((id, verdict) -> tally.report(tally.difference(model.name(), id, verdict)));
    }
  }

  private Instant now() {
    return host.clock().instant();
  }

  /**
   * A view that looks wrong.
   *
   * @param goal the version that the view must reach
   * @param since when the stream was first seen at its version
   * @param version of the stream
   */
  private record Doubt(long goal, Instant since, long version) {
    Doubt at(long current, Instant now) {
      return current == version ? this : new Doubt(goal, now, current);
    }

    boolean isUnchangedFor(Duration time, Instant now) {
      return !now.isBefore(since.plus(time));
    }
  }
}
