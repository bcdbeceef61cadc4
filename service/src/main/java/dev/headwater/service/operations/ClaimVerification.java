package dev.headwater.service.operations;

import dev.headwater.audit.claims.ClaimAudit;
import dev.headwater.audit.claims.ClaimFinding;
import dev.headwater.service.Settings;
import dev.headwater.service.http.Json;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Checks or repairs the claims of a service's aggregates, one after another. */
final class ClaimVerification implements SlicedOperation {
  private static final Duration LAST_CALLS = Duration.ofSeconds(60);

  /** Of a whole repair: a stream that kept moving means that the table is not marked as filled. */
  private static final String UNSETTLED = "unsettled";

  private final OperationStores stores;
  private final ClaimsRequest request;
  private final List<ClaimAudit<?, ?>> each;

  ClaimVerification(OperationStores stores, ClaimsRequest request) {
    this.stores = stores;
    this.request = request;
    this.each = stores.claimAudits(settings(stores.settings(), request.settings()));
    if (each.isEmpty() && !onlyIfNeverFilled()) {
      throw OperationException.invalid(
          "With these settings the service makes no claims: if another deployment will switch them"
              + " on, give its settings");
    }
  }

  private static Settings settings(Settings deployed, @Nullable Map<String, String> others) {
    if (others == null) {
      return deployed;
    }
    Map<String, String> all = new HashMap<>(deployed.variables());
    all.putAll(others);
    return new Settings(all);
  }

  private boolean onlyIfNeverFilled() {
    return Boolean.TRUE.equals(request.ifNeverFilled());
  }

  @Override
  public long expectedItems() {
    return each.stream().mapToLong(ClaimAudit::approximateSize).sum();
  }

  @Override
  public Duration reserve() {
    return LAST_CALLS;
  }

  /** A repair marks the table as filled: what it has seen must not be old by then. */
  @Override
  public Duration resumable() {
    return request.repair() ? Duration.ofHours(1) : Duration.ofDays(7);
  }

  @Override
  public @Nullable ObjectNode run(@Nullable ObjectNode from, Slice slice, Totals totals) {
    if (from == null && onlyIfNeverFilled() && !needsFilling()) {
      return null;
    }
    int number = from == null ? 0 : from.path("audit").asInt(0);
    if (number >= each.size()) {
      throw Positions.unknown();
    }
    ClaimAudit<?, ?> audit = each.get(number);
    int rate = request.rate() == null ? 0 : request.rate();
    ClaimAudit.Position position =
        from == null || !from.has("at")
            ? audit.begin(slice.scan(rate))
            : Positions.read(from, "at", ClaimAudit.Position.class);
    ClaimAudit.Slice done =
        audit.run(
            position,
            slice.scan(rate),
            request.repair(),
            finding -> slice.findings().add(json(finding)));
    count(totals, done);
    if (done.next() != null) {
      return Positions.write(Json.object().put("audit", number), "at", done.next());
    }
    if (number + 1 < each.size()) {
      return Json.object().put("audit", number + 1);
    }
    if (request.repair() && totals.get(UNSETTLED) == 0) {
      audit.markFilled();
    }
    return null;
  }

  private boolean needsFilling() {
    return !each.isEmpty() && stores.claimsWereNeverFilled();
  }

  private static void count(Totals totals, ClaimAudit.Slice done) {
    totals.add("streams", done.summary().streams());
    totals.add("claims", done.summary().claims());
    totals.add("wrong", done.summary().wrong());
    totals.add("repaired", done.summary().repaired());
    totals.add(UNSETTLED, done.unsettled());
  }

  private static ObjectNode json(ClaimFinding finding) {
    ObjectNode json =
        Json.object()
            .put("kind", finding.kind().name().toLowerCase(Locale.ROOT))
            .put("stream", finding.stream());
    if (finding.claim() != null) {
      json.put("claim", finding.claim());
    }
    json.put("repaired", finding.repaired());
    if (finding.reason() != null) {
      json.put("reason", finding.reason());
    }
    return json;
  }
}
