package dev.headwater.local.bus;

import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import dev.headwater.local.LocalArn;
import dev.headwater.local.bus.PutAnswer.Result.Refused;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** The event that rules match and targets receive. */
sealed interface EventEnvelope {
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
        if (source.startsWith("aws.")) {
            return new Malformed(new Refused("NotAuthorizedForSourceException",
                    "Not authorized for the source."));
        }
        if (!isJsonObject(detail)) {
            return new Malformed(new Refused("MalformedDetail", "Detail is malformed."));
        }
        Instant time = entry.time() == null ? now : entry.time();
        String id = UUID.randomUUID().toString();
        return new Event(id, write(id, entry, time, detail));
    }

    private static String write(String id, BusEntry entry, Instant time, String detail) {
        var text = new StringWriter(detail.length() + 512);
        try (JsonGenerator json = JsonMapper.shared().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringProperty("version", "0");
            json.writeStringProperty("id", id);
            json.writeStringProperty("detail-type", entry.detailType());
            json.writeStringProperty("source", entry.source());
            json.writeStringProperty("account", LocalArn.ACCOUNT);
            json.writeStringProperty("time", time.truncatedTo(ChronoUnit.SECONDS).toString());
            json.writeStringProperty("region", LocalArn.REGION);
            json.writeArrayPropertyStart("resources");
            entry.resources().forEach(json::writeString);
            json.writeEndArray();
            json.writeName("detail");
            json.writeRawValue(detail);
            json.writeEndObject();
        }
        return text.toString();
    }

    private static boolean isJsonObject(String detail) {
        try {
            return JsonMapper.shared().readTree(detail).isObject();
        } catch (JacksonException e) {
            return false;
        }
    }

    private static Malformed missing(String name) {
        return new Malformed(new Refused("InvalidArgument",
                "Parameter " + name + " is not valid. Reason: " + name
                        + " is a required argument."));
    }
}
