package dev.headwater.service.checks;

import dev.headwater.eventbridge.FunctionMetrics;
import dev.headwater.host.UnavailableException;
import dev.headwater.service.http.Json;
import dev.headwater.service.operations.DailyVerification.RefusedException;
import dev.headwater.service.operations.DailyVerification.Verified;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a service checks by itself. A schedule asks for a check with {@code {"check": "heartbeat"}}
 * or {@code {"check": "views", "percent": 5}}; a queue delivers heartbeats, as {@code Records}.
 *
 * <p>Thread-safe.
 */
public final class ScheduledChecks {
  private static final String CHECK = "check";
  private static final String PERCENT = "percent";
  private static final String RECORDS = "Records";
  private static final int ALL = 100;

  private final Heartbeat heartbeat;
  private final NightlyCheck nightly;

  public ScheduledChecks(Heartbeat heartbeat, NightlyCheck nightly) {
    this.heartbeat = heartbeat;
    this.nightly = nightly;
  }

  /**
   * Handles one event, and answers what came of it as JSON.
   *
   * @param deadline of the call
   * @param metrics receives the results
   * @throws CheckException if the event is anything else
   * @throws RefusedException if the function cannot compare views; the message says what to change
   * @throws UnavailableException if a store does not answer
   */
  public byte[] answer(byte[] event, Instant deadline, FunctionMetrics metrics) {
    try {
      return Json.bytes(answer(read(event), deadline, metrics));
    } catch (UnavailableException e) {
      if (e.configurationFault() != null) {
        metrics.misconfigured(e.configurationFault());
      }
      throw e;
    }
  }

  private ObjectNode answer(JsonNode event, Instant deadline, FunctionMetrics metrics) {
    if (event.path(RECORDS).isArray()) {
      List<Duration> lags = heartbeat.lags(event.path(RECORDS));
      metrics.heartbeats(lags);
      return Json.object().put("arrived", lags.size());
    }
    return switch (event.path(CHECK).asString("")) {
      case "heartbeat" -> Json.object().put("beats", heartbeat.beat(deadline));
      case "views" -> answer(nightly.run(percent(event), deadline, metrics));
      default ->
          throw new CheckException(
              "There are the checks {\"check\": \"heartbeat\"} and {\"check\": \"views\","
                  + " \"percent\": 5}, and no other");
    };
  }

  private static ObjectNode answer(Verified verified) {
    return Json.object()
        .put("streams", verified.streams())
        .put("different", verified.different())
        .put("complete", verified.complete());
  }

  private static int percent(JsonNode event) {
    int percent = event.path(PERCENT).isInt() ? event.path(PERCENT).intValue() : 0;
    if (percent < 1 || percent > ALL) {
      throw new CheckException("percent must be a whole number from 1 to " + ALL);
    }
    return percent;
  }

  private static JsonNode read(byte[] event) {
    try {
      return JsonMapper.shared().readTree(event);
    } catch (JacksonException quotesTheEvent) {
      throw new CheckException("The event is not JSON");
    }
  }
}
