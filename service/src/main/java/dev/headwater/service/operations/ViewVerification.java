package dev.headwater.service.operations;

import dev.headwater.audit.ScanPosition;
import dev.headwater.audit.ScanSettings;
import dev.headwater.audit.StoredView;
import dev.headwater.audit.StreamSample;
import dev.headwater.audit.ViewAudit;
import dev.headwater.audit.ViewDifference;
import dev.headwater.service.Service;
import dev.headwater.service.View;
import dev.headwater.service.http.Json;
import dev.headwater.service.operations.internal.InOrder;
import dev.headwater.service.operations.internal.Slice;
import dev.headwater.service.operations.internal.SlicedOperation;
import dev.headwater.service.operations.internal.Totals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Verifies or repairs the views of a service, one after another. */
final class ViewVerification implements SlicedOperation {

  /** Covers the calls in progress and the end of a segment. */
  private static final Duration LAST_CALLS = Duration.ofSeconds(60);

  /** How long OpenSearch remembers a deletion, at least. */
  private static final Duration FORGETTING = Duration.ofSeconds(65);

  private static final Duration RESUMABLE = Duration.ofDays(7);

  private final OperationStores stores;
  private final VerifyRequest request;
  private final @Nullable Share share;
  private final List<ViewAudit<?, ?>> audits = new ArrayList<>();
  private final InOrder<ViewAudit.Position> verifications;
  private final ViewAudit.Mode mode;

  /** One of the parts that the streams are divided into; each holds about as many. */
  record Share(int parts, long turn) {}

  ViewVerification(Service service, OperationStores stores, VerifyRequest request) {
    this(service, stores, request, null);
  }

  /**
   * @param share whose streams are compared, without a look for views that have no stream; {@code
   *     null} for all
   */
  ViewVerification(
      Service service, OperationStores stores, VerifyRequest request, @Nullable Share share) {
    this.stores = stores;
    this.request = request;
    this.share = share;
    this.mode =
        new ViewAudit.Mode(
            request.repair(),
            new StreamSample(request.percent(), request.seed() == null ? 0 : request.seed()),
            Duration.ofSeconds(request.lagSeconds()));
    List<InOrder.Part<ViewAudit.Position>> parts = new ArrayList<>();
    ChosenViews.of(service, request.view() == null ? List.of() : List.of(request.view()))
        .each(
            (view, countsStreams) -> {
              ViewAudit<?, ?> audit = stores.viewAudit(view, request.units(), request.repair());
              audits.add(audit);
              parts.add(new Verification(view, audit, countsStreams));
            });
    this.verifications = new InOrder<>(ViewAudit.Position.class, parts);
  }

  @Override
  public long expectedItems() {
    return audits.stream().mapToLong(ViewAudit::approximateSize).sum();
  }

  /**
   * Each store settles what looks wrong, perhaps once in the middle and once at the end. While
   * repairs settle, OpenSearch may have to forget a deletion first.
   */
  @Override
  public Duration reserve() {
    Duration settling = mode.lag().multipliedBy(ViewAudit.MAX_LAGS);
    if (mode.repairing()) {
      settling = settling.plus(mode.lag()).plus(FORGETTING);
    }
    return LAST_CALLS.plus(settling.multipliedBy(stores.hasSearch() ? 4 : 2));
  }

  @Override
  public Duration resumable() {
    return RESUMABLE;
  }

  @Override
  public @Nullable ObjectNode run(@Nullable ObjectNode from, Slice slice, Totals totals) {
    return verifications.run(from, slice, totals);
  }

  /** Of one view. Streams are counted once, with the first view of their aggregate. */
  private final class Verification implements InOrder.Part<ViewAudit.Position> {
    private final View<?, ?> view;
    private final ViewAudit<?, ?> audit;
    private final boolean countsStreams;

    Verification(View<?, ?> view, ViewAudit<?, ?> audit, boolean countsStreams) {
      this.view = view;
      this.audit = audit;
      this.countsStreams = countsStreams;
    }

    @Override
    public ViewAudit.Position begin(Slice slice) {
      if (mode.repairing()) {
        stores.createIndex(view);
      }
      return share == null
          ? audit.begin(slice.scan(request.units()))
          : new ViewAudit.Position(ScanPosition.ofPart(share.parts, share.turn), 0, null);
    }

    @Override
    public ViewAudit.@Nullable Position run(ViewAudit.Position from, Slice slice, Totals totals) {
      ScanSettings scan = slice.scan(request.units());
      Consumer<ViewDifference> differences = difference -> add(slice, difference);
      ViewAudit.Slice done =
          share == null
              ? audit.run(from, scan, mode, differences)
              : audit.runScan(from.scan(), scan, mode, differences);
      ViewAudit.Summary summary = done.summary();
      totals.add("streams", countsStreams ? summary.streams() : 0);
      totals.add("views", summary.views());
      totals.add("different", summary.wrong());
      totals.add("repaired", summary.repaired());
      totals.add("oldFingerprint", summary.foreign());
      return done.next();
    }
  }

  private void add(Slice slice, ViewDifference difference) {
    VerifyRequest.Show show = request.shown();
    ObjectNode finding = json(difference, show);
    if (show.isPersonal()) {
      slice
          .findings()
          .add(
              finding,
              () -> json(difference, VerifyRequest.Show.FIELDS).put("valuesOmitted", true));
    } else {
      slice.findings().add(finding);
    }
  }

  private static ObjectNode json(ViewDifference difference, VerifyRequest.Show show) {
    ObjectNode json =
        Json.object()
            .put("kind", difference.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .put("projection", difference.readModel())
            .put("stream", difference.stream());
    if (difference.storedVersion() != StoredView.NO_VERSION) {
      json.put("storedVersion", difference.storedVersion());
    }
    json.put("logVersion", difference.logVersion());
    switch (show) {
      case VERSIONS -> {}
      case FIELDS -> {
        var names = json.putArray("fields");
        difference.fields().keySet().forEach(names::add);
      }
      case VALUES -> json.set("fields", values(difference.fields()));
    }
    json.put("repaired", difference.repaired());
    if (difference.reason() != null) {
      json.put("reason", difference.reason());
    }
    return json;
  }

  private static ObjectNode values(Map<String, StoredView.Difference> fields) {
    ObjectNode json = Json.object();
    fields.forEach(
        (name, values) -> {
          Map<String, @Nullable Object> both = new HashMap<>();
          both.put("stored", values.stored());
          both.put("right", values.right());
          json.set(name, Json.object(both));
        });
    return json;
  }
}
