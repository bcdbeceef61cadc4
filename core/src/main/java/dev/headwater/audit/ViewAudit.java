package dev.headwater.audit;

import dev.headwater.event.EventCodec;
import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import dev.headwater.projection.Projection;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Compares every view with the fold of its stream, in all stores that hold it, and repairs what
 * differs.
 *
 * <p>Commands and projectors may go on meanwhile. Nothing is told that might still come right by
 * itself: whatever looks wrong is looked at again until its stream has stood still for as long as
 * views may lag. Running it again is safe, and so is breaking it off.
 *
 * <p>A stream that cannot be read, or has a break, is told once, and its views stay as they are.
 *
 * <p>First the events table is scanned, and each stream's view is looked up. Then each store is
 * gone through, for views that have no stream. Stored states are not trusted. Memory is bounded
 * whatever there is: for each segment of the scan a page of events; a batch of {@value
 * ViewJudge#BATCH} aggregates, whose views are held up to four times while they are judged; of up
 * to {@value Recheck#MAX_VIEWS} that look wrong the ids and versions; and of those that are being
 * repaired the fields that differ, together about {@value ViewRepair#MAX_CHARACTERS} characters and
 * a batch.
 *
 * <p>Views that are missing or behind are repaired by a {@link dev.headwater.projection.Projector};
 * all others by a write that takes effect only over what was judged. Whatever was repaired is
 * looked at again.
 */
public final class ViewAudit<V, E> {
  private final AuditSource<E> events;
  private final Host host;
  private final Projection<V, E> projection;
  private final EventCodec<E> codec;
  private final List<AuditableViews<V>> models;

  /**
   * @param models the stores, all of which hold the views of this projection
   */
  public ViewAudit(
      AuditSource<E> events,
      Projection<V, E> projection,
      EventCodec<E> codec,
      List<AuditableViews<V>> models,
      Host host) {
    this.events = events;
    this.host = host;
    this.projection = projection;
    this.codec = codec;
    this.models = List.copyOf(models);
  }

  /**
   * How to look at views.
   *
   * @param repairing whether to repair what is wrong, or only to tell
   * @param lag for how long a view may rightly lag behind its stream
   */
  public record Mode(boolean repairing, StreamSample sample, Duration lag) {}

  /**
   * Tells what is wrong, and repairs it if the mode says so.
   *
   * @param settings of the scan; its rate holds for all reading of the events, and its progress is
   *     told of the stores' views, too
   * @param differences is told each difference, one at a time
   * @throws UnavailableException when a store does not answer, tried again several times; what was
   *     told as repaired is repaired
   */
  public Summary run(ScanSettings settings, Mode mode, Consumer<ViewDifference> differences) {
    ViewTally tally = new ViewTally(projection.category(), differences);
    AuditSource<E> source = events.within(settings.unitsPerSecond());
    ViewEvidence<V, E> evidence = new ViewEvidence<>(source, projection, codec, host);
    source.scan(
        settings,
        new ViewFold<>(projection, 0),
        () -> new ViewVisitor<>(evidence, models, tally, mode));
    for (AuditableViews<V> model : models) {
      Recheck<V, E> recheck = new Recheck<>(evidence, model, tally, mode);
      forEachPage(
          evidence,
          model,
          page -> {
            recheck.settle(orphans(evidence, page.ids(), mode.sample()));
            settings.progress().accept(page.ids().size());
          });
    }
    return tally.summary();
  }

  private void forEachPage(
      ViewEvidence<V, E> evidence, AuditableViews<V> model, Consumer<AuditableViews.Page> pages) {
    String position = null;
    do {
      String after = position;
      AuditableViews.Page page = evidence.call(() -> model.ids(after));
      pages.accept(page);
      position = page.next();
    } while (position != null);
  }

  /** The views that seem to have no stream, with the version of none. */
  private Map<String, Long> orphans(
      ViewEvidence<V, E> evidence, List<String> all, StreamSample sample) {
    List<String> ids = all.stream().filter(sample::holds).toList();
    Set<String> existing = evidence.existing(ids);
    Map<String, Long> orphans = new LinkedHashMap<>();
    ids.stream().filter(id -> !existing.contains(id)).forEach(id -> orphans.put(id, 0L));
    return orphans;
  }

  /** About how many items and views a run goes through. */
  public long approximateSize() {
    PatientCalls calls = new PatientCalls(host);
    return events.approximateItems()
        + models.stream().mapToLong(model -> calls.call(model::approximateSize)).sum();
  }

  /**
   * What an audit came to.
   *
   * @param streams how many were looked at
   * @param views how many these have, in all stores together
   * @param wrong how many differences were told
   * @param repaired how many of these are right now
   */
  public record Summary(long streams, long views, long wrong, long repaired) {
    /** How many differences there still are. */
    public long remaining() {
      return wrong - repaired;
    }
  }
}
