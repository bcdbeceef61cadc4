package dev.headwater.audit;

import dev.headwater.event.EventCodec;
import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import dev.headwater.projection.ViewDefinition;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Compares every view with the fold of its stream, in all stores that hold it, and repairs the
 * differences.
 *
 * <p>Commands and projectors may keep running. A view that is only lagging is not reported: a
 * suspect is checked again until its stream has not changed for the allowed lag. An audit can be
 * interrupted and run again at any time.
 *
 * <p>A stream that cannot be read, or has a break, is reported once, and its views stay as they
 * are.
 *
 * <p>The audit first scans the events table and looks up each stream's view. Then it pages through
 * each store for views that have no stream. It does not trust stored states.
 *
 * <p>Memory is bounded. Each segment of the scan holds a page of events; a batch of {@value #BATCH}
 * aggregates, with each view up to four times while it is judged; the ids and versions of up to
 * {@value Recheck#MAX_VIEWS} suspects; and the differing fields of the views under repair, about
 * {@value #MAX_CHARACTERS} characters plus one batch.
 *
 * <p>A {@link dev.headwater.projection.Projector} repairs views that are missing or behind. All
 * others are repaired by a write conditional on the view that was judged. Repaired views are
 * checked again.
 */
public final class ViewAudit<V, E> {
  /** The most views that are judged together: as many as one request can read. */
  public static final int BATCH = 100;

  /** The most characters in the values to be reported of views under repair, without a batch. */
  public static final int MAX_CHARACTERS = 2_000_000;

  private final AuditSource<E> events;
  private final Host host;
  private final ViewDefinition<V, E> definition;
  private final EventCodec<E> codec;
  private final List<AuditableViews<V>> models;

  /**
   * @param models the stores, each of which holds all these views
   */
  public ViewAudit(
      AuditSource<E> events,
      ViewDefinition<V, E> definition,
      EventCodec<E> codec,
      List<AuditableViews<V>> models,
      Host host) {
    this.events = events;
    this.host = host;
    this.definition = definition;
    this.codec = codec;
    this.models = List.copyOf(models);
  }

  /**
   * What to check, and what to do about it.
   *
   * @param repairing whether to repair differences, or only report them
   * @param lag how long a view may legitimately lag behind its stream
   */
  public record Mode(boolean repairing, StreamSample sample, Duration lag) {}

  /**
   * Reports differences, and repairs them if the mode says so.
   *
   * @param settings of the scan; the rate applies to all reads of the events, and the progress
   *     includes the stores' views
   * @param differences receives one difference at a time
   * @throws UnavailableException when a store does not answer after several tries; what was
   *     reported as repaired is repaired
   */
  public Summary run(ScanSettings settings, Mode mode, Consumer<ViewDifference> differences) {
    ViewTally tally = new ViewTally(definition.category(), differences);
    AuditSource<E> source = events.within(settings.unitsPerSecond());
    ViewEvidence<V, E> evidence = new ViewEvidence<>(source, definition, codec, host);
    source.scan(
        settings,
        new ViewFold<>(definition, 0),
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

  /** The views that seem to have no stream, with version 0. */
  private Map<String, Long> orphans(
      ViewEvidence<V, E> evidence, List<String> all, StreamSample sample) {
    List<String> ids = all.stream().filter(sample::holds).toList();
    Set<String> existing = evidence.existing(ids);
    Map<String, Long> orphans = new LinkedHashMap<>();
    ids.stream().filter(id -> !existing.contains(id)).forEach(id -> orphans.put(id, 0L));
    return orphans;
  }

  /** The approximate number of items and views that a run reads. */
  public long approximateSize() {
    PatientCalls calls = new PatientCalls(host);
    return events.approximateItems()
        + models.stream().mapToLong(model -> calls.call(model::approximateSize)).sum();
  }

  /**
   * The totals of an audit.
   *
   * @param streams how many were checked
   * @param views how many these have, in all stores together
   * @param wrong how many differences were reported
   * @param repaired how many of these were repaired
   */
  public record Summary(long streams, long views, long wrong, long repaired) {
    /** How many differences were not repaired. */
    public long remaining() {
      return wrong - repaired;
    }
  }
}
