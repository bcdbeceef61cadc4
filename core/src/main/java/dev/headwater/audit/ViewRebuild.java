package dev.headwater.audit;

import dev.headwater.event.EventCodec;
import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import dev.headwater.projection.ViewDefinition;
import dev.headwater.projection.ViewStore;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Refolds the views that are missing, behind, or {@linkplain
 * dev.headwater.projection.VersionedView#foreign foreign}, in all stores that hold them. A view
 * that is right costs one read; any other also costs one conditional write. Views that are ahead of
 * their streams or have none, and views that decode but are wrong, need a {@link ViewAudit}.
 *
 * <p>Commands and projectors may keep running, even those of another version of the code. A rebuild
 * can be interrupted and run again at any time, and can be run in slices.
 *
 * <p>A stream that cannot be read or folded, and a view that cannot be stored or that others keep
 * writing, is reported; its stored view stays as it is.
 *
 * <p>Memory is bounded. Each segment of the scan holds a page of events and a batch of {@value
 * ViewAudit#BATCH} views, each up to four times, and while views move also ten pages of events.
 */
public final class ViewRebuild<V, E> {
  private final AuditSource<E> events;
  private final ViewDefinition<V, E> definition;
  private final EventCodec<E> codec;
  private final List<Target<V>> targets;
  private final Host host;

  /**
   * @param targets the stores, each of which holds all these views; with estimated ones only, a run
   *     writes nothing
   */
  public ViewRebuild(
      AuditSource<E> events,
      ViewDefinition<V, E> definition,
      EventCodec<E> codec,
      List<Target<V>> targets,
      Host host) {
    this.events = events;
    this.definition = definition;
    this.codec = codec;
    this.targets = List.copyOf(targets);
    this.host = host;
  }

  /** A store that holds the views. */
  public sealed interface Target<V> {
    /** Its name in reports: that of the projection that writes these views. */
    String name();

    /** A store whose views are rebuilt. */
    record Stored<V>(String name, ViewStore<V> views) implements Target<V> {}

    /** A store that is only read, to say what a rebuild would write and use. */
    record Estimated<V>(String name, WriteEstimator<V> estimator) implements Target<V> {}
  }

  /**
   * A part of a run.
   *
   * @param summary of this part
   * @param estimate of what {@linkplain Target.Estimated estimated} targets have counted in it
   * @param next where the next part begins; {@code null} after the last
   */
  public record Slice(Summary summary, Estimate estimate, @Nullable ScanPosition next) {}

  /**
   * What writing would take, besides the reads, which are the same as those of the estimate.
   *
   * @param time for the calls: that of the units if their rate is limited, otherwise as if a save
   *     took as long as the look-up of the same views
   */
  public record Estimate(WriteEstimator.WriteCost cost, Duration time) {}

  /**
   * What was done or, for estimated targets, would be.
   *
   * @param streams that were folded
   * @param views that were written
   * @param foreign how many of these replaced a view that another projection had folded, or that
   *     was damaged
   * @param failed streams and views that could not be brought forward, as reported
   */
  public record Summary(long streams, long views, long foreign, long failed) {
    /** Of nothing. */
    public static final Summary NONE = new Summary(0, 0, 0, 0);

    /** Both together. */
    public Summary plus(Summary other) {
      return new Summary(
          streams + other.streams,
          views + other.views,
          foreign + other.foreign,
          failed + other.failed);
    }
  }

  /** Where a run begins. */
  public ScanPosition begin(ScanSettings settings) {
    return ScanPosition.begin(settings.atOnce());
  }

  /** The approximate number of items that a run reads. */
  public long approximateSize() {
    return events.approximateItems();
  }

  /**
   * Runs until the settings say that it is over, but at least for a stream of each segment.
   *
   * @param settings of the scan; the rate applies to all reads of the events
   * @param failures receives what could not be brought forward, one at a time
   * @throws UnavailableException when a store does not answer after several tries; the slice can
   *     then be run again
   */
  public Slice run(ScanPosition from, ScanSettings settings, Consumer<ViewDifference> failures) {
    RebuildTally tally = new RebuildTally(definition.category(), failures);
    AuditSource<E> source = events.within(settings.unitsPerSecond());
    ViewEvidence<V, E> evidence = new ViewEvidence<>(source, definition, codec, host);
    ScanPosition left =
        source.scan(
            from,
            settings,
            new ViewFold<>(definition, 0),
            () -> new RebuildVisitor<>(evidence, targets, tally, settings.unitsPerSecond()));
    return new Slice(
        tally.summary(),
        tally.estimate(Math.max(1, from.left().size()), settings.unitsPerSecond()),
        left.isDone() ? null : left);
  }
}
