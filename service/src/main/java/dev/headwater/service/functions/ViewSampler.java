package dev.headwater.service.functions;

import dev.headwater.audit.AuditableViews;
import dev.headwater.event.Commit;
import dev.headwater.event.EventLog;
import dev.headwater.event.StreamId;
import dev.headwater.event.UnreadableEventException;
import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import dev.headwater.projection.VersionedView;
import dev.headwater.service.View;
import dev.headwater.service.status.ServiceStatus.ViewSample;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Looks at the first views that a scan finds: three calls one after another, and as many parallel
 * ones as views are compared with their streams.
 *
 * @param fingerprint that the deployed projection gives to views of this store
 */
record ViewSampler<V, E>(
    View<V, E> view, String fingerprint, AuditableViews<V> stored, EventLog<E> log, Host host)
    implements Supplier<ViewSample> {
  /** One page, and one read of as many views. */
  static final int SAMPLE = 100;

  /** One query of the log each. */
  private static final int COMPARED = 25;

  /** Messages take less than that to arrive. */
  private static final Duration STALE = Duration.ofMinutes(5);

  /** How a view compares with its stream. */
  private enum Lag {
    NONE,
    BEHIND,
    STALE
  }

  @Override
  public ViewSample get() {
    Map<String, VersionedView<V>> views = stored.views().load(stored.ids(null, SAMPLE).ids());
    long foreign = views.values().stream().filter(VersionedView::foreign).count();
    List<Lag> lags = lags(views);
    return new ViewSample(
        view.name(),
        fingerprint,
        views.size(),
        foreign,
        lags.size(),
        lags.stream().filter(lag -> lag != Lag.NONE).count(),
        lags.stream().filter(lag -> lag == Lag.STALE).count());
  }

  private List<Lag> lags(Map<String, VersionedView<V>> views) {
    List<Supplier<Optional<Lag>>> reads =
        views.entrySet().stream()
            .filter(each -> !each.getValue().foreign())
            .limit(COMPARED)
            .<Supplier<Optional<Lag>>>map(
                each -> () -> lag(each.getKey(), each.getValue().version()))
            .toList();
    return host.parallelCalls().callEach(reads).stream().flatMap(Optional::stream).toList();
  }

  /** Empty if the stream cannot be read, or if there can be none. */
  private Optional<Lag> lag(String id, long version) {
    try {
      StreamId stream = new StreamId(view.aggregate().category(), id);
      List<Commit<E>> missing = log.read(stream, version, 1).commits();
      return Optional.of(
          missing.isEmpty()
              ? Lag.NONE
              : host.elapsedSince(missing.getFirst().timestamp()).compareTo(STALE) > 0
                  ? Lag.STALE
                  : Lag.BEHIND);
    } catch (UnavailableException | UnreadableEventException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
