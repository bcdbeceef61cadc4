package dev.headwater.service.operations;

import dev.headwater.host.HeadwaterException;
import dev.headwater.service.Service;
import dev.headwater.service.http.Json;
import dev.headwater.service.operations.ViewVerification.Share;
import dev.headwater.service.operations.internal.Findings;
import dev.headwater.service.operations.internal.OperationException;
import dev.headwater.service.operations.internal.Slice;
import dev.headwater.service.operations.internal.Totals;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares a share of a service's streams with their views, as {@code headwater verify} does, and
 * changes nothing. Each day has another share: with 5%, twenty days cover all streams. It reads no
 * more than its share of the events.
 *
 * <p>Views without a stream are not looked for. Reads are limited to {@value #UNITS_PER_SECOND}
 * units per second on each table, so that traffic goes on undisturbed.
 */
public final class DailyVerification {
  private static final int UNITS_PER_SECOND = 500;
  private static final int ALL = 100;

  private final Service service;
  private final OperationStores stores;

  public DailyVerification(Service service, OperationStores stores) {
    this.service = service;
    this.stores = stores;
  }

  /** A verification that cannot be done. The message quotes no personal data. */
  public static final class RefusedException extends HeadwaterException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message, null);
    }
  }

  /**
   * What was found.
   *
   * @param streams how many were compared
   * @param different how many differences there are
   * @param complete whether the whole share was compared: there was time for it, and there were not
   *     too many differences
   * @param findings the differences, in the form in which operations answer them: without personal
   *     data
   */
  public record Verified(long streams, long different, boolean complete, List<JsonNode> findings) {
    public Verified {
      findings = List.copyOf(findings);
    }
  }

  /**
   * Compares a day's share until little time is left.
   *
   * @param percent of the streams, 1 to 100; a share may be larger, since shares are equal
   * @param day such as the number of days since 1970
   * @param deadline of the call
   * @throws RefusedException if the service has no views, or is not configured for this; the
   *     message says why
   * @throws dev.headwater.host.UnavailableException if a store does not answer after several tries
   */
  public Verified run(int percent, long day, Instant deadline) {
    try {
      return verify(new Share(ALL / percent, day), deadline);
    } catch (OperationException e) {
      throw new RefusedException(String.valueOf(e.getMessage()));
    }
  }

  private Verified verify(Share share, Instant deadline) {
    ViewVerification verification =
        OperationException.configured(
            () -> new ViewVerification(service, stores, request(), share));
    Instant end = SlicedRun.end(verification, stores.host().clock().instant(), deadline);
    Findings findings = new Findings();
    Slice slice =
        new Slice(
            () -> findings.areEnough() || !stores.host().clock().instant().isBefore(end),
            findings,
            new AtomicLong());
    Totals totals = new Totals(Json.object());
    ObjectNode next = verification.run(null, slice, totals);
    ObjectNode found = Json.object();
    findings.writeTo(found);
    return new Verified(
        totals.get("streams"),
        totals.get("different"),
        next == null,
        found.path("findings").valueStream().toList());
  }

  private static VerifyRequest request() {
    return new VerifyRequest(
        false, null, BigDecimal.valueOf(ALL), null, null, UNITS_PER_SECOND, null);
  }
}
