package dev.headwater.audit;

import dev.headwater.host.Host;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Repairs views of one read model that are certainly wrong, checks them until they are right or the
 * time is up, and then reports them.
 *
 * <p>A view is right once it has reached the version that it was repaired to, even if its stream
 * has moved on. It gets the allowed lag for that, counted from the last repair.
 *
 * <p>The differences are kept until they are reported. When the values of their fields exceed
 * {@value #MAX_CHARACTERS} characters, these repairs are finished before others begin.
 */
public final class ViewRepair<V, E> {
  public static final int MAX_CHARACTERS = 2_000_000;

  private final AuditableViews<V> model;
  private final ViewJudge<V, E> judge;
  private final RepairWrites<V, E> repairWrites;
  private final ViewTally tally;
  private final Host host;
  private final Duration lag;
  private final Map<String, ViewDifference> pending = new LinkedHashMap<>();
  private long characters;
  private boolean hasViewsAhead;

  ViewRepair(ViewEvidence<V, E> evidence, AuditableViews<V> model, ViewTally tally, Duration lag) {
    this.model = model;
    this.judge = new ViewJudge<>(evidence, model);
    this.repairWrites = new RepairWrites<>(evidence, model);
    this.tally = tally;
    this.host = evidence.host();
    this.lag = lag;
  }

  /**
   * @param wrong a batch
   */
  void begin(Map<String, ViewCheck<V>> wrong) {
    Map<String, ViewCheck<V>> repairable = new LinkedHashMap<>();
    wrong.forEach(
        (id, verdict) -> {
          ViewDifference difference = tally.difference(model.name(), id, verdict);
          if (verdict.isRepairable()) {
            repairable.put(id, verdict);
            pending.put(id, difference);
            characters += difference.characters();
            hasViewsAhead |= verdict.isAheadOfStream();
          } else {
            tally.report(difference);
          }
        });
    repairWrites.repair(repairable);
    if (characters > MAX_CHARACTERS) {
      finish();
    }
  }

  /** Checks the pending repairs, repeats them if necessary, and reports them. */
  void finish() {
    Instant end = now().plus(lag).plus(hasViewsAhead ? model.remembersRemoved() : Duration.ZERO);
    Backoff backoff = new Backoff(host);
    while (!pending.isEmpty()) {
      for (List<String> ids : ViewJudge.batches(pending.keySet())) {
        boolean last = !now().isBefore(end);
        Map<String, ViewCheck<V>> wrong = stillWrong(ids);
        if (last) {
          wrong.keySet().forEach(id -> tally.report(ended(id)));
        } else {
          repairWrites.repair(wrong);
        }
      }
      if (!pending.isEmpty()) {
        backoff.pause();
      }
    }
    characters = 0;
    hasViewsAhead = false;
  }

  /** The views of a batch that can still be repaired; reports the others. */
  private Map<String, ViewCheck<V>> stillWrong(List<String> ids) {
    Map<String, ViewCheck<V>> wrong = new LinkedHashMap<>();
    judge
        .check(ids)
        .forEach(
            (id, verdict) -> {
              long goal = Objects.requireNonNull(pending.get(id)).logVersion();
              if (verdict.isRightAsOf(goal)) {
                tally.report(ended(id).asRepaired());
              } else if (verdict.isRepairable()) {
                wrong.put(id, verdict);
              } else {
                tally.report(ended(id));
              }
            });
    return wrong;
  }

  private ViewDifference ended(String id) {
    return Objects.requireNonNull(pending.remove(id));
  }

  private Instant now() {
    return host.clock().instant();
  }
}
