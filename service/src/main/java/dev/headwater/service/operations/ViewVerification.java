package dev.headwater.service.operations;

import dev.headwater.audit.StoredView;
import dev.headwater.audit.StreamSample;
import dev.headwater.audit.ViewAudit;
import dev.headwater.audit.ViewDifference;
import dev.headwater.service.Service;
import dev.headwater.service.View;
import dev.headwater.service.http.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Verifies or repairs the views of a service, one after another. */
final class ViewVerification implements SlicedOperation {
  private static final String AT = "at";

  /** Covers the calls in progress and the end of a segment. */
  private static final Duration LAST_CALLS = Duration.ofSeconds(60);

  /** How long OpenSearch remembers a deletion, at least. */
  private static final Duration FORGETTING = Duration.ofSeconds(65);

  private static final Duration RESUMABLE = Duration.ofDays(7);

  private final OperationStores stores;
  private final VerifyRequest request;
  private final List<View<?, ?>> views;
  private final List<ViewAudit<?, ?>> audits = new ArrayList<>();
  private final ViewAudit.Mode mode;

  ViewVerification(Service service, OperationStores stores, VerifyRequest request) {
    this.stores = stores;
    this.request = request;
    this.views = chosen(service, request.view());
    views.forEach(view -> audits.add(stores.viewAudit(view, rate(), request.repair())));
    this.mode =
        new ViewAudit.Mode(
            request.repair(),
            new StreamSample(request.percent(), request.seed() == null ? 0 : request.seed()),
            Duration.ofSeconds(request.lagSeconds()));
  }

  private static List<View<?, ?>> chosen(Service service, @Nullable String name) {
    List<View<?, ?>> chosen =
        service.views().stream().filter(view -> name == null || view.name().equals(name)).toList();
    if (chosen.isEmpty()) {
      List<String> names = service.views().stream().map(View::name).toList();
      throw OperationException.invalid(
          names.isEmpty()
              ? "The service has no views, so there is nothing to verify"
              : "The service has no view of this name; there are " + names);
    }
    return chosen;
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
    int number = from == null ? 0 : from.path("view").asInt(0);
    if (number >= views.size()) {
      throw Positions.unknown();
    }
    ViewAudit<?, ?> audit = audits.get(number);
    ViewAudit.Position position = position(from, slice, number);
    ViewAudit.Slice done =
        audit.run(position, slice.scan(rate()), mode, difference -> add(slice, difference));
    count(totals, number, done.summary());
    if (done.next() != null) {
      return Positions.write(Json.object().put("view", number), AT, done.next());
    }
    return number + 1 == views.size() ? null : Json.object().put("view", number + 1);
  }

  private ViewAudit.Position position(@Nullable ObjectNode from, Slice slice, int number) {
    if (from != null && from.has(AT)) {
      return Positions.read(from, AT, ViewAudit.Position.class);
    }
    if (mode.repairing()) {
      stores.createIndex(views.get(number));
    }
    return audits.get(number).begin(slice.scan(rate()));
  }

  /** Counts a stream once, however many views are folded from it. */
  private void count(Totals totals, int number, ViewAudit.Summary summary) {
    String category = views.get(number).aggregate().category();
    boolean first =
        views.subList(0, number).stream()
            .noneMatch(view -> view.aggregate().category().equals(category));
    totals.add("streams", first ? summary.streams() : 0);
    totals.add("views", summary.views());
    totals.add("different", summary.wrong());
    totals.add("repaired", summary.repaired());
  }

  private int rate() {
    return request.rate() == null ? 0 : request.rate();
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
