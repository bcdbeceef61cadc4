package dev.headwater.local.bus;

import dev.headwater.local.bus.PutAnswer.Result.Refused;
import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.template.values.JsonText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/**
 * The event that rules match and targets receive. Its length limits are those of <a
 * href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html"
 * >an entry</a> and, for the source, those of EventBridge Scheduler.
 */
sealed interface EventEnvelope {
  int MAX_DETAIL_TYPE = 128;
  int MAX_SOURCE = 256;

  record Event(String id, String json) implements EventEnvelope {}

  record Malformed(Refused refusal) implements EventEnvelope {}

  static EventEnvelope of(BusEntry entry, Instant now) {
    String source = entry.source();
    String detailType = entry.detailType();
    String detail = entry.detail();
    if (source == null || source.isEmpty()) {
      return missing("Source");
    }
    if (detailType == null || detailType.isEmpty()) {
      return missing("DetailType");
    }
    if (detail == null || detail.isEmpty()) {
      return missing("Detail");
    }
    if (length(source) > MAX_SOURCE) {
      return tooLong("Source", MAX_SOURCE);
    }
    if (length(detailType) > MAX_DETAIL_TYPE) {
      return tooLong("DetailType", MAX_DETAIL_TYPE);
    }
    if (source.startsWith("aws.")) {
      return new Malformed(
          new Refused("NotAuthorizedForSourceException", "Not authorized for the source."));
    }
    if (!JsonText.isObject(detail)) {
      return new Malformed(new Refused("MalformedDetail", "Detail is malformed."));
    }
    Instant time = entry.time() == null ? now : entry.time();
    String id = UUID.randomUUID().toString();
    return new Event(id, write(id, entry, time, detail));
  }

  /** The event that a schedule sends to its targets. */
  static String scheduled(String ruleArn, Instant time) {
    var entry = new BusEntry("aws.events", "Scheduled Event", "{}", List.of(ruleArn), time, null);
    return write(UUID.randomUUID().toString(), entry, time, "{}");
  }

  private static String write(String id, BusEntry entry, Instant time, String detail) {
    ObjectNode json =
        JsonMapper.shared()
            .createObjectNode()
            .put("version", "0")
            .put("id", id)
            .put("detail-type", entry.detailType())
            .put("source", entry.source())
            .put("account", LocalArn.ACCOUNT)
            .put("time", time.truncatedTo(ChronoUnit.SECONDS).toString())
            .put("region", LocalArn.REGION);
    entry.resources().forEach(json.putArray("resources")::add);
    return json.putRawValue("detail", new RawValue(detail)).toString();
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static Malformed missing(String name) {
    return invalid(name, "is a required argument.");
  }

  private static Malformed tooLong(String name, int limit) {
    return invalid(name, "is longer than " + limit + " characters.");
  }

  private static Malformed invalid(String name, String reason) {
    return new Malformed(
        new Refused(
            "InvalidArgument",
            "Parameter " + name + " is not valid. Reason: " + name + " " + reason));
  }
}
