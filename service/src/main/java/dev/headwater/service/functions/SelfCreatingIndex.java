package dev.headwater.service.functions;

import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import dev.headwater.opensearch.OpenSearchIndices;
import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A view store that creates its index if it is missing. It checks before a call, once per interval,
 * and after a call that failed because the index is missing; it retries that call once.
 *
 * <p>A function cannot check when it starts: its snapshot may be older than the index. So {@link
 * SnapStart} calls {@link #create} after a restore; otherwise the first call checks. Nor is one
 * check enough: nothing else recreates a deleted index.
 *
 * <p>A call begins within {@link #BUDGET} or not at all. If checking and creating take longer, the
 * call fails as if the store had not answered, and the projector tries again.
 */
final class SelfCreatingIndex<V> implements ViewStore<V> {
  /** The time for everything before the last call to the store. */
  static final Duration BUDGET = Duration.ofSeconds(3);

  private final ViewStore<V> views;
  private final Runnable create;
  private final Duration checkInterval;
  private final Host host;
  private volatile @Nullable Instant checked;

  /**
   * @param create creates the index if it is missing, and takes little longer than the budget
   */
  SelfCreatingIndex(ViewStore<V> views, Runnable create, Duration checkInterval, Host host) {
    this.views = views;
    this.create = create;
    this.checkInterval = checkInterval;
    this.host = host;
  }

  @Override
  public boolean newestWins() {
    return views.newestWins();
  }

  @Override
  public Map<String, VersionedView<V>> load(Collection<String> aggregateIds) {
    return withIndex(() -> views.load(aggregateIds));
  }

  @Override
  public Saved save(List<ViewChange<V>> changes) {
    return withIndex(() -> views.save(changes));
  }

  private <T> T withIndex(Supplier<T> call) {
    Instant begun = host.clock().instant();
    Instant last = checked;
    if (last == null || !begun.isBefore(last.plus(checkInterval))) {
      create();
      requireTime(begun, false);
    }
    try {
      return call.get();
    } catch (UnavailableException e) {
      if (!OpenSearchIndices.isMissing(e)) {
        throw e;
      }
      requireTime(begun, e.mayHaveTakenEffect());
      create();
      requireTime(begun, e.mayHaveTakenEffect());
    }
    return call.get();
  }

  /**
   * Creates the index if it is missing. Calls within the check interval then skip the check.
   *
   * @throws UnavailableException if OpenSearch does not answer, or refuses
   */
  void create() {
    create.run();
    checked = host.clock().instant();
  }

  private void requireTime(Instant begun, boolean mayHaveTakenEffect) {
    if (host.clock().instant().isAfter(begun.plus(BUDGET))) {
      throw new UnavailableException(
          "OpenSearch took too long to check or create the index", mayHaveTakenEffect, null);
    }
  }
}
