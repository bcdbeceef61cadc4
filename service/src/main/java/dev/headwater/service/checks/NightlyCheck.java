package dev.headwater.service.checks;

import dev.headwater.eventbridge.FunctionMetrics;
import dev.headwater.host.Host;
import dev.headwater.service.Service;
import dev.headwater.service.operations.DailyVerification;
import dev.headwater.service.operations.DailyVerification.Verified;
import dev.headwater.service.operations.OperationStores;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Compares the day's share of the streams with their views, and tells operators of differences: by
 * metrics, and in the log. Changes nothing.
 */
public final class NightlyCheck {
  private static final Logger LOG = LoggerFactory.getLogger(NightlyCheck.class);

  /** Of more, the log would say nothing new. */
  private static final int LOGGED = 100;

  private final DailyVerification verification;
  private final Host host;

  public NightlyCheck(Service service, OperationStores stores) {
    this.verification = new DailyVerification(service, stores);
    this.host = stores.host();
  }

  /**
   * @throws DailyVerification.RefusedException if the function cannot do it; the message says what
   *     to change
   */
  Verified run(int percent, Instant deadline, FunctionMetrics metrics) {
    long day = LocalDate.ofInstant(host.clock().instant(), ZoneOffset.UTC).toEpochDay();
    Verified verified = verification.run(percent, day, deadline);
    log(verified);
    metrics.checked(verified.streams(), verified.different(), verified.complete());
    return verified;
  }

  private static void log(Verified verified) {
    verified.findings().stream()
        .limit(LOGGED)
        .forEach(
            found ->
                LOG.warn(
                    "{} {} {}, stored version {}, log version {}",
                    found.path("kind").asString(""),
                    found.path("projection").asString(""),
                    found.path("stream").asString(""),
                    version(found, "storedVersion"),
                    version(found, "logVersion")));
    if (verified.different() > 0) {
      LOG.warn(
          "Differences in the views of {} streams: {}. Run \"headwater verify\" to look at all"
              + " streams, and \"headwater verify --repair\" to repair their views",
          verified.streams(),
          verified.different());
    } else {
      LOG.info("No differences in the views of {} streams", verified.streams());
    }
    if (!verified.complete()) {
      LOG.warn(
          "The check ended before it had compared the whole share of this day, after {} streams."
              + " If there was too little time, lower the percentage",
          verified.streams());
    }
  }

  /** One that cannot be read is absent. */
  private static String version(JsonNode found, String name) {
    return found.path(name).asString("?");
  }
}
