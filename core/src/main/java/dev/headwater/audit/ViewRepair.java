package dev.headwater.audit;

import dev.headwater.host.Host;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Repairs views of one read model that are certainly wrong, looks at them again until they are
 * right or nothing more can be hoped for, and then tells of them.
 *
 * <p>A view is right as soon as it shows what it was to be repaired to: its stream may go on. It
 * has as long for that as views may lag, from when the last one was repaired.
 *
 * <p>Kept until then: what is to be told. When the values of the fields that differ have more than
 * {@value #MAX_CHARACTERS} characters, these views are waited for before any others are repaired.
 */
public final class ViewRepair<V, E> {
  /** The most characters of differing fields that are kept for the report. */
  public static final int MAX_CHARACTERS = 2_000_000;

  private final AuditableViews<V> model;
  private final ViewJudge<V, E> judge;
  private final RepairWrites<V, E> repairWrites;
  private final ViewTally tally;
  private final Host host;
  private final Duration lag;
  private final Map<String, ViewDifference> begun = new LinkedHashMap<>();
  private long characters;
  private boolean waitsForRemoved;

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
            begun.put(id, difference);
            characters += difference.characters();
            waitsForRemoved |= verdict.isAheadOfStream();
          } else {
            tally.tell(difference);
          }
        });
    repairWrites.repair(repairable);
    if (characters > MAX_CHARACTERS) {
      finish();
    }
  }

  /** Tells of all that were begun. */
  void finish() {
    Instant end = now().plus(lag).plus(waitsForRemoved ? model.remembersRemoved() : Duration.ZERO);
    Backoff pause = new Backoff(host);
    while (!begun.isEmpty()) {
      for (List<String> ids : ViewJudge.batches(begun.keySet())) {
        boolean last = !now().isBefore(end);
        Map<String, ViewCheck<V>> wrong = stillWrong(ids);
        if (last) {
          wrong.keySet().forEach(id -> tally.tell(ended(id)));
        } else {
          repairWrites.repair(wrong);
        }
      }
      if (!begun.isEmpty()) {
        pause.pass();
      }
    }
    characters = 0;
    waitsForRemoved = false;
  }

  /** Those of a batch for which there is still hope. Tells of the others. */
  private Map<String, ViewCheck<V>> stillWrong(List<String> ids) {
    Map<String, ViewCheck<V>> wrong = new LinkedHashMap<>();
    judge
        .look(ids)
        .forEach(
            (id, verdict) -> {
              long goal = Objects.requireNonNull(begun.get(id)).logVersion();
              if (verdict.isRightAsOf(goal)) {
                tally.tell(ended(id).asRepaired());
              } else if (verdict.isRepairable()) {
                wrong.put(id, verdict);
              } else {
                tally.tell(ended(id));
              }
            });
    return wrong;
  }

  private ViewDifference ended(String id) {
    return Objects.requireNonNull(begun.remove(id));
  }

  private Instant now() {
    return host.clock().instant();
  }
}
