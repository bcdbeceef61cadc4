package dev.headwater.service.operations;

import dev.headwater.audit.ScanPosition;
import dev.headwater.audit.ViewDifference;
import dev.headwater.audit.ViewRebuild;
import dev.headwater.service.Service;
import dev.headwater.service.View;
import dev.headwater.service.http.Json;
import dev.headwater.service.operations.internal.InOrder;
import dev.headwater.service.operations.internal.Slice;
import dev.headwater.service.operations.internal.SlicedOperation;
import dev.headwater.service.operations.internal.Totals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Rebuilds the views of a service, one after another. */
final class Rebuilding implements SlicedOperation {
  /** Covers the calls in progress and the end of a segment. */
  private static final Duration LAST_CALLS = Duration.ofSeconds(60);

  private static final Duration RESUMABLE = Duration.ofDays(7);

  private final OperationStores stores;
  private final RebuildRequest request;
  private final List<ViewRebuild<?, ?>> rebuilds = new ArrayList<>();
  private final InOrder<ScanPosition> parts;

  Rebuilding(Service service, OperationStores stores, RebuildRequest request) {
    this.stores = stores;
    this.request = request;
    List<InOrder.Part<ScanPosition>> each = new ArrayList<>();
    ChosenViews.of(service, request.chosen())
        .each(
            (view, countsStreams) -> {
              Rebuild rebuild = rebuild(view, countsStreams);
              rebuilds.add(rebuild.rebuild);
              each.add(rebuild);
            });
    this.parts = new InOrder<>(ScanPosition.class, each);
  }

  private Rebuild rebuild(View<?, ?> view, boolean countsStreams) {
    if (request.dryRun()) {
      RebuildDryRun dryRun = stores.rebuildDryRun(view, request.units());
      return new Rebuild(view, dryRun.rebuild(), dryRun, countsStreams);
    }
    return new Rebuild(view, stores.viewRebuild(view, request.units()), null, countsStreams);
  }

  @Override
  public long expectedItems() {
    return rebuilds.stream().mapToLong(ViewRebuild::approximateSize).sum();
  }

  @Override
  public Duration reserve() {
    return LAST_CALLS;
  }

  @Override
  public Duration resumable() {
    return RESUMABLE;
  }

  @Override
  public @Nullable ObjectNode run(@Nullable ObjectNode from, Slice slice, Totals totals) {
    return parts.run(from, slice, totals);
  }

  private static ObjectNode json(ViewDifference failure) {
    return Json.object()
        .put("kind", failure.kind().name().toLowerCase(Locale.ROOT))
        .put("projection", failure.readModel())
        .put("stream", failure.stream())
        .put("reason", failure.reason());
  }

  /** Of one view. Streams are counted once, with the first view of their aggregate. */
  private final class Rebuild implements InOrder.Part<ScanPosition> {
    private final View<?, ?> view;
    private final ViewRebuild<?, ?> rebuild;
    private final @Nullable RebuildDryRun dryRun;
    private final boolean countsStreams;

    Rebuild(
        View<?, ?> view,
        ViewRebuild<?, ?> rebuild,
        @Nullable RebuildDryRun dryRun,
        boolean countsStreams) {
      this.view = view;
      this.rebuild = rebuild;
      this.dryRun = dryRun;
      this.countsStreams = countsStreams;
    }

    @Override
    public ScanPosition begin(Slice slice) {
      if (dryRun == null) {
        stores.createIndex(view);
      }
      return rebuild.begin(slice.scan(request.units()));
    }

    @Override
    public @Nullable ScanPosition run(ScanPosition from, Slice slice, Totals totals) {
      Instant begun = stores.host().clock().instant();
      ViewRebuild.Slice done =
          rebuild.run(
              from, slice.scan(request.units()), failure -> slice.findings().add(json(failure)));
      if (dryRun != null) {
        dryRun.addTo(totals, stores.host().elapsedSince(begun), done.estimate());
      }
      ViewRebuild.Summary summary = done.summary();
      totals.add("streams", countsStreams ? summary.streams() : 0);
      totals.add("rebuilt", summary.views());
      totals.add("oldFingerprint", summary.foreign());
      totals.add("failed", summary.failed());
      return done.next();
    }
  }
}
