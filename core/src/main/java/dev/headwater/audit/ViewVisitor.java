package dev.headwater.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares the views that a scan folds with the stored ones, in batches. Suspects are checked
 * again.
 */
final class ViewVisitor<V, E> implements StreamVisitor<FoldedView<V>> {
  /** Why a stream cannot be compared, if the projection throws an exception. */
  static final String FOLD_FAILS =
      "the projection fails on one of its events; the log names the version";

  private final ViewEvidence<V, E> evidence;
  private final List<Compared<V, E>> models;
  private final ViewTally tally;
  private final StreamSample sample;
  private final List<FoldedStream<FoldedView<V>>> batch = new ArrayList<>(ViewAudit.BATCH);

  ViewVisitor(
      ViewEvidence<V, E> evidence,
      List<AuditableViews<V>> models,
      ViewTally tally,
      ViewAudit.Mode mode) {
    this.evidence = evidence;
    this.tally = tally;
    this.sample = mode.sample();
    this.models =
        models.stream().map(model -> new Compared<>(evidence, model, tally, mode)).toList();
  }

  @Override
  public void stream(FoldedStream<FoldedView<V>> stream) {
    if (!stream.stream().category().equals(evidence.definition().category())
        || !sample.holds(stream.stream().id())) {
      return;
    }
    if (stream.folded().failed()) {
      tally.reportUnreadable(stream.stream().toString(), FOLD_FAILS);
      return;
    }
    batch.add(stream);
    if (batch.size() == ViewAudit.BATCH) {
      compare();
    }
  }

  @Override
  public void unreadable(String partition, String reason) {
    String prefix = evidence.definition().category() + '#';
    if (partition.startsWith(prefix) && sample.holds(partition.substring(prefix.length()))) {
      tally.reportUnreadable(partition, reason);
    }
  }

  @Override
  public void end() {
    compare();
    models.forEach(Compared::settle);
  }

  private void compare() {
    if (!batch.isEmpty()) {
      tally.countStreams(batch.size());
      models.forEach(model -> tally.countViews(model.compare(batch)));
      batch.clear();
    }
  }

  /** A read model, with its suspect views. */
  private static final class Compared<V, E> {
    private final ViewEvidence<V, E> evidence;
    private final ViewJudge<V, E> judge;
    private final Recheck<V, E> recheck;
    private final ViewTally tally;
    private final Map<String, Long> suspects = new LinkedHashMap<>();

    Compared(
        ViewEvidence<V, E> evidence,
        AuditableViews<V> model,
        ViewTally tally,
        ViewAudit.Mode mode) {
      this.evidence = evidence;
      this.judge = new ViewJudge<>(evidence, model);
      this.recheck = new Recheck<>(evidence, model, tally, mode);
      this.tally = tally;
    }

    /** Compares a batch; returns the number of stored views. */
    int compare(List<FoldedStream<FoldedView<V>>> streams) {
      Set<String> ids = new LinkedHashSet<>();
      streams.forEach(stream -> ids.add(stream.stream().id()));
      Map<String, StoredView> stored = evidence.call(() -> judge.model().read(ids));
      for (FoldedStream<FoldedView<V>> stream : streams) {
        String id = stream.stream().id();
        ViewCheck<V> check = judge.judge(id, stored.get(id), stream.folded());
        if (check.foreign()) {
          tally.countForeign(1);
        } else if (!check.isRight()) {
          suspects.put(id, stream.version());
        }
      }
      if (suspects.size() >= Recheck.MAX_VIEWS - ViewAudit.BATCH) {
        settle();
      }
      return stored.size();
    }

    void settle() {
      recheck.settle(suspects);
      suspects.clear();
    }
  }
}
