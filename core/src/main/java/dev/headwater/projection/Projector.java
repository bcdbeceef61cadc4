package dev.headwater.projection;

import dev.headwater.event.EventCodec;
import dev.headwater.event.EventLog;
import dev.headwater.event.StreamId;
import dev.headwater.host.ConfigurationFault;
import dev.headwater.host.Deadline;
import dev.headwater.host.Host;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Folds events into views. However the transport repeats, delays, reorders or drops messages, each
 * view converges to the fold of its stream, as long as one later message arrives.
 *
 * <p>Per batch, one read of all views (except those that a newest-wins store does not need); then
 * per aggregate:
 *
 * <ul>
 *   <li>an event that the view already shows is dropped;
 *   <li>whole commits that follow without a gap are folded from the messages, without a read;
 *   <li>at a gap, or a commit with a part missing, everything up to the stream head is read from
 *       the log, strongly consistent, and folded, for up to {@value BatchFold#MAX_READS_AT_ONCE}
 *       streams in parallel;
 *   <li>a {@linkplain VersionedView#foreign foreign} view is never continued: its stream is
 *       refolded from the log;
 *   <li>one conditional write saves the view. After a lost race the aggregate starts over, for at
 *       most {@value RetryRounds#MAX_RACES} attempts in all.
 * </ul>
 *
 * Views move from commit boundary to commit boundary, so a view never shows half a command.
 *
 * <p>A store or log that does not answer is retried with back-off for up to five seconds, within
 * the deadline; after that, the messages that still need it are returned for redelivery. A {@link
 * ConfigurationFault}, which an operator has to correct, is not retried.
 *
 * <p>An event that cannot be read or folded, or a view that cannot be stored or whose version
 * cannot be read, parks its own aggregate and no other.
 *
 * <p>Thread-safe.
 */
public final class Projector<V, E> {
  private final BatchFold<V, E> batchFold;
  private final ViewStore<V> views;

  /** A projector that reads gaps from {@code log}, and decodes events with {@code codec}. */
  public Projector(
      ViewDefinition<V, E> definition,
      EventCodec<E> codec,
      EventLog<E> log,
      ViewStore<V> views,
      Host host) {
    this.batchFold = new BatchFold<>(definition, codec, log, host);
    this.views = views;
  }

  /** The views that this projector advances. */
  public ViewDefinition<V, E> definition() {
    return batchFold.definition();
  }

  /**
   * Which streams' views show this version of their stream already, as today's projection folds it.
   *
   * @throws dev.headwater.host.UnavailableException if the store does not answer
   */
  public Set<StreamId> showing(Map<StreamId, Long> versions) {
    Map<String, VersionedView<V>> stored =
        views.load(versions.keySet().stream().map(StreamId::id).toList());
    return versions.keySet().stream()
        .filter(stream -> stream.category().equals(definition().category()))
        .filter(stream -> shows(stored.get(stream.id()), versions.getOrDefault(stream, 0L)))
        .collect(Collectors.toSet());
  }

  private static boolean shows(@Nullable VersionedView<?> view, long version) {
    return view != null && !view.foreign() && view.version() >= version;
  }

  /**
   * Advances the views by a batch of messages. Failures are part of the result.
   *
   * @param deadline after it no aggregate is started, and a gap is folded only to the end of the
   *     page being read. What was folded is still saved, so leave time for one read and one save.
   *     The remaining messages are returned for redelivery
   */
  public ProjectedBatch project(List<? extends Delivery> batch, Instant deadline) {
    return new ProjectionRun<>(batchFold, views, Deadline.at(deadline, batchFold.host()))
        .project(batch);
  }
}
