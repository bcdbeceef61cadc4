package dev.headwater.audit;

import dev.headwater.host.Host;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Settles what is to be told of views that looked wrong at first sight, of one read model.
 *
 * <p>A view may rightly lag behind its stream, and a list behind its view. So nothing is told that
 * has not looked wrong, while its stream stood still, for as long as views may lag. A stream that
 * moves is waited for {@value #MAX_LAGS} times as long, not counting the time in which others are
 * repaired and nobody looks at it.
 *
 * <p>Views themselves are kept no longer than it takes to judge a batch of them.
 */
final class Recheck<V, E> {
  /** The most views that are settled together. */
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
   * @param suspects each with the version that its stream had when the view looked wrong
   */
  void settle(Map<String, Long> suspects) {
    Map<String, Doubt> doubts = new LinkedHashMap<>();
    Instant begin = now();
    suspects.forEach((id, version) -> doubts.put(id, new Doubt(version, begin, version)));
    watch(doubts, begin.plus(mode.lag().multipliedBy(MAX_LAGS)));
    repair.finish();
  }

  /** Looks until each is either right or certainly wrong. */
  private void watch(Map<String, Doubt> doubts, Instant firstEnd) {
    Instant end = firstEnd;
    Backoff pause = new Backoff(host);
    while (true) {
      for (List<String> ids : ViewJudge.batches(doubts.keySet())) {
        Map<String, ViewCheck<V>> wrong = look(ids, doubts, end);
        Instant looked = now();
        end(wrong);
        end = end.plus(Duration.between(looked, now()));
      }
      if (doubts.isEmpty()) {
        return;
      }
      pause.pass();
    }
  }

  /**
   * Those of a batch that are certainly wrong. A look takes its time: what it saw was so at its end
   * at the latest, and had been so at its beginning at the earliest.
   */
  private Map<String, ViewCheck<V>> look(List<String> ids, Map<String, Doubt> doubts, Instant end) {
    Map<String, ViewCheck<V>> wrong = new LinkedHashMap<>();
    Instant begun = now();
    Map<String, ViewCheck<V>> verdicts = judge.look(ids);
    Instant ended = now();
    verdicts.forEach(
        (id, verdict) -> {
          Doubt doubt = Objects.requireNonNull(doubts.remove(id)).at(verdict.logVersion(), ended);
          if (verdict.isRightAsOf(doubt.shows)) {
            return;
          }
          if (verdict.head() == null || doubt.stoodStill(mode.lag(), begun)) {
            wrong.put(id, verdict);
          } else if (!begun.isBefore(end)) {
            wrong.put(id, verdict.unsettled());
          } else {
            doubts.put(id, doubt);
          }
        });
    return wrong;
  }

  private void end(Map<String, ViewCheck<V>> wrong) {
    if (mode.repairing()) {
      repair.begin(wrong);
    } else {
      wrong.forEach((id, verdict) -> tally.tell(tally.difference(model.name(), id, verdict)));
    }
  }

  private Instant now() {
    return host.clock().instant();
  }

  /**
   * A view that looks wrong.
   *
   * @param shows the version that it must come to
   * @param since when its stream stands still
   * @param at the version where it stands
   */
  private record Doubt(long shows, Instant since, long at) {
    Doubt at(long version, Instant now) {
      return version == at ? this : new Doubt(shows, now, version);
    }

    boolean stoodStill(Duration time, Instant now) {
      return !now.isBefore(since.plus(time));
    }
  }
}
