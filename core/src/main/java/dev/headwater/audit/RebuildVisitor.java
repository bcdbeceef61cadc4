package dev.headwater.audit;

import dev.headwater.audit.ViewRebuild.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Hands the views that a scan has folded, in batches, to one target after another. */
final class RebuildVisitor<V, E> implements StreamVisitor<FoldedView<V>> {
  /** With a rate limit, batches are small: a slice cannot end until its last batch is paid for. */
  private static final int UNITS_EACH = 4;

  private final ViewEvidence<V, E> evidence;
  private final List<Target<V>> targets;
  private final RebuildTally tally;
  private final int batchSize;

  /** By id: a scan may bring a stream again, further on. */
  private final Map<String, FoldedView<V>> batch = new LinkedHashMap<>();

  /**
   * @param unitsPerSecond 0 for no limit
   */
  RebuildVisitor(
      ViewEvidence<V, E> evidence,
      List<Target<V>> targets,
      RebuildTally tally,
      int unitsPerSecond) {
    this.evidence = evidence;
    this.targets = targets;
    this.tally = tally;
    this.batchSize =
        unitsPerSecond == 0
            ? ViewAudit.BATCH
            : Math.clamp(unitsPerSecond / UNITS_EACH, 1, ViewAudit.BATCH);
  }

  @Override
  public void stream(FoldedStream<FoldedView<V>> stream) {
    if (!stream.stream().category().equals(evidence.definition().category())) {
      return;
    }
    if (stream.folded().failed()) {
      tally.unreadable(stream.stream().toString(), ViewVisitor.FOLD_FAILS);
      return;
    }
    batch.put(stream.stream().id(), stream.folded());
    if (batch.size() >= batchSize) {
      rebuild();
    }
  }

  @Override
  public void unreadable(String partition, String reason) {
    if (partition.startsWith(evidence.definition().category() + '#')) {
      tally.unreadable(partition, reason);
    }
  }

  @Override
  public void end() {
    rebuild();
  }

  private void rebuild() {
    if (!batch.isEmpty()) {
      tally.read(batch.size());
      targets.forEach(this::rebuild);
      batch.clear();
    }
  }

  private void rebuild(Target<V> target) {
    switch (target) {
      case Target.Stored<V> stored -> new BatchRebuild<>(evidence, stored, tally).run(batch);
      case Target.Estimated<V> estimated ->
          new BatchEstimate<>(evidence, estimated, tally).run(batch);
    }
  }
}
