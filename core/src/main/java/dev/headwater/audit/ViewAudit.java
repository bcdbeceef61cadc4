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
import org.jspecify.annotations.Nullable;

/**
 * Compares every view with the fold of its stream, in all stores that hold it, and repairs the
 * differences.
 *
 * <p>Commands and projectors may keep running. A view that is only lagging is not reported: a
 * suspect is checked again until its stream has not changed for the allowed lag. An audit can be
 * interrupted and run again at any time, and can be run in slices.
 *
 * <p>A view that another projection folded is counted and left as it is: a {@link ViewRebuild}
 * refolds it.
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

  /** For how many times the lag a view that looks wrong is checked again at most. */
  public static final int MAX_LAGS = 3;

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
   * Where a run goes on after a slice of it.
   *
   * @param scan of the events
   * @param model the store whose views are looked through after the scan
   * @param after the id after which its next page begins; {@code null} for the first page
   */
  public record Position(ScanPosition scan, int model, @Nullable String after) {}

  /**
   * A part of a run.
   *
   * @param summary of this part
   * @param next where the next part begins; {@code null} after the last
   */
  public record Slice(Summary summary, @Nullable Position next) {}

  /** Where a run begins. */
  public Position begin(ScanSettings settings) {
    return new Position(ScanPosition.begin(settings.atOnce()), 0, null);
  }

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
    Summary total = Summary.NONE;
    Position position = begin(settings);
    while (position != null) {
      Slice slice = run(position, settings, mode, differences);
      total = total.plus(slice.summary());
      position = slice.next();
    }
    return total;
  }

  /**
   * Runs until the settings say that it is over, but at least for a stream of each segment or a
   * page of views. Then it settles the views that looked wrong, which takes up to {@value
   * #MAX_LAGS} times the lag, and as long as repairs take. What was reported in an earlier slice is
   * not remembered.
   *
   * @throws UnavailableException as {@link #run(ScanSettings, Mode, Consumer)} does; the slice can
   *     then be run again
   */
  public Slice run(
      Position from, ScanSettings settings, Mode mode, Consumer<ViewDifference> differences) {
    ViewTally tally = new ViewTally(definition.category(), differences);
    ViewEvidence<V, E> evidence = evidence(settings);
    ScanPosition left = from.scan();
    if (!left.isDone()) {
      left = scan(left, settings, evidence, tally, mode);
      if (!left.isDone() || settings.isOver().getAsBoolean()) {
        return new Slice(tally.summary(), new Position(left, 0, null));
      }
    }
    tally.endScan();
    Position position = new Position(left, from.model(), from.after());
    do {
      position = judgePage(position, settings, evidence, tally, mode);
    } while (position != null && !settings.isOver().getAsBoolean());
    return new Slice(tally.summary(), position);
  }

  /**
   * Compares the streams that a scan reaches with their views, and no more: views without a stream
   * are not looked for. Ends and settles as {@link #run(Position, ScanSettings, Mode, Consumer)}
   * does.
   *
   * @throws UnavailableException as {@link #run(ScanSettings, Mode, Consumer)} does
   */
  public Slice runScan(
      ScanPosition from, ScanSettings settings, Mode mode, Consumer<ViewDifference> differences) {
    ViewTally tally = new ViewTally(definition.category(), differences);
    ScanPosition left = scan(from, settings, evidence(settings), tally, mode);
    return new Slice(tally.summary(), left.isDone() ? null : new Position(left, 0, null));
  }

  /** All reads of the events through it share the rate. */
  private ViewEvidence<V, E> evidence(ScanSettings settings) {
    return new ViewEvidence<>(events.within(settings.unitsPerSecond()), definition, codec, host);
  }

  private ScanPosition scan(
      ScanPosition from,
      ScanSettings settings,
      ViewEvidence<V, E> evidence,
      ViewTally tally,
      Mode mode) {
    return evidence
        .source()
        .scan(
            from,
            settings,
            new ViewFold<>(definition, 0),
            () -> new ViewVisitor<>(evidence, models, tally, mode));
  }

  /** Looks for views without a stream on a page of a store; {@code null} after the last one. */
  private @Nullable Position judgePage(
      Position position,
      ScanSettings settings,
      ViewEvidence<V, E> evidence,
      ViewTally tally,
      Mode mode) {
    AuditableViews<V> model = models.get(position.model());
    AuditableViews.Page page =
        evidence.call(() -> model.ids(position.after(), settings.pageItems()));
    new Recheck<>(evidence, model, tally, mode)
        .settle(orphans(evidence, page.ids(), mode.sample()));
    settings.progress().accept(page.ids().size());
    if (page.next() != null) {
      return new Position(position.scan(), position.model(), page.next());
    }
    int next = position.model() + 1;
    return next == models.size() ? null : new Position(position.scan(), next, null);
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
   * @param foreign how many of the views another projection folded; they were not compared
   * @param wrong how many differences were reported
   * @param repaired how many of these were repaired
   */
  public record Summary(long streams, long views, long foreign, long wrong, long repaired) {
    /** Nothing was checked. */
    public static final Summary NONE = new Summary(0, 0, 0, 0, 0);

    /** Both together. */
    public Summary plus(Summary other) {
      return new Summary(
          streams + other.streams,
          views + other.views,
          foreign + other.foreign,
          wrong + other.wrong,
          repaired + other.repaired);
    }

    /** How many differences were not repaired. */
    public long remaining() {
      return wrong - repaired;
    }
  }
}
