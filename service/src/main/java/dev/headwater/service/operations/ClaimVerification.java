package dev.headwater.service.operations;

import dev.headwater.audit.claims.ClaimAudit;
import dev.headwater.audit.claims.ClaimFinding;
import dev.headwater.service.Settings;
import dev.headwater.service.http.Json;
import dev.headwater.service.operations.internal.InOrder;
import dev.headwater.service.operations.internal.OperationException;
import dev.headwater.service.operations.internal.Slice;
import dev.headwater.service.operations.internal.SlicedOperation;
import dev.headwater.service.operations.internal.Totals;
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
  private final List<ClaimAudit<?, ?>> audits;
  private final InOrder<ClaimAudit.Position> parts;

  ClaimVerification(OperationStores stores, ClaimsRequest request) {
    this.stores = stores;
    this.request = request;
    this.audits =
        stores.claimAudits(settings(stores.settings(), request.settings()), request.takesOver());
    if (audits.isEmpty() && !onlyIfNeverFilled()) {
      throw OperationException.invalid(
          "With these settings the service makes no claims: if another deployment will switch them"
              + " on, give its settings");
    }
    this.parts =
        new InOrder<>(
            ClaimAudit.Position.class,
            audits.stream().<InOrder.Part<ClaimAudit.Position>>map(Verification::new).toList());
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
    return audits.stream().mapToLong(ClaimAudit::approximateSize).sum();
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
    if (request.takesOver()) {
      stores.takeOverClaims();
    }
    ObjectNode next = parts.run(from, slice, totals);
    if (next == null && request.repair() && totals.get(UNSETTLED) == 0) {
      audits.getLast().markFilled();
    }
    return next;
  }

  /** Of one aggregate's claims. */
  private final class Verification implements InOrder.Part<ClaimAudit.Position> {
    private final ClaimAudit<?, ?> audit;

    Verification(ClaimAudit<?, ?> audit) {
      this.audit = audit;
    }

    @Override
    public ClaimAudit.Position begin(Slice slice) {
      return audit.begin(slice.scan(request.units()));
    }

    @Override
    public ClaimAudit.@Nullable Position run(ClaimAudit.Position from, Slice slice, Totals totals) {
      ClaimAudit.Slice done =
          audit.run(
              from,
              slice.scan(request.units()),
              request.repair(),
              finding -> slice.findings().add(json(finding)));
      count(totals, done);
      return done.next();
    }
  }

  private boolean needsFilling() {
    return !audits.isEmpty() && stores.claimsWereNeverFilled();
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
