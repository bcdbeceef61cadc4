package dev.headwater.local.functions;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.headwater.local.LoopbackServer;
import dev.headwater.local.bus.BusEntry;
import dev.headwater.local.bus.LocalBus;
import dev.headwater.local.bus.PutAnswer;
import dev.headwater.local.bus.PutAnswer.Answered;
import dev.headwater.local.bus.PutAnswer.Invalid;
import dev.headwater.local.bus.PutAnswer.Result.Accepted;
import dev.headwater.local.bus.PutAnswer.Result.Refused;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** EventBridge's {@code PutEvents}, in the JSON 1.1 protocol. */
record EventBridgeApi(LocalBus bus) implements Handler {
    private static final HeaderName TARGET = HeaderNames.create("X-Amz-Target");
    private static final HeaderName REQUEST_ID = HeaderNames.create("x-amzn-RequestId");
    private static final String PUT_EVENTS = "AWSEvents.PutEvents";
    /** Far above what the bus takes, since JSON may escape every character. */
    private static final int MAX_REQUEST_BYTES = 8 * 1024 * 1024;
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        response.header(REQUEST_ID, UUID.randomUUID().toString());
        String target = request.headers().first(TARGET).orElse("");
        if (!target.equals(PUT_EVENTS)) {
            AwsError.json("UnknownOperationException", "The local cloud does not answer "
                    + (target.isEmpty() ? "a request without X-Amz-Target" : target)
                    + "; of EventBridge it has PutEvents.")
                    .send(response, Status.BAD_REQUEST_400);
            return;
        }
        Optional<byte[]> body = LoopbackServer.body(request, MAX_REQUEST_BYTES);
        if (body.isEmpty()) {
            AwsError.json("ValidationException", "The request is larger than its entries may be.")
                    .send(response, Status.BAD_REQUEST_400);
            return;
        }
        try {
            put(entries(JsonMapper.shared().readTree(body.get())), response);
        } catch (JacksonException | ArithmeticException e) {
            AwsError.json("SerializationException", "The request is not the JSON of PutEvents.")
                    .send(response, Status.BAD_REQUEST_400);
        }
    }

    private void put(List<BusEntry> entries, ServerResponse response) {
        switch (bus.put(entries)) {
            case Answered(List<PutAnswer.Result> results) -> response
                    .header(HeaderNames.CONTENT_TYPE, "application/x-amz-json-1.1")
                    .send(write(results).getBytes(StandardCharsets.UTF_8));
            case Invalid(String message) -> AwsError.json("ValidationException", message)
                    .send(response, Status.BAD_REQUEST_400);
        }
    }

    private static List<BusEntry> entries(JsonNode request) {
        List<BusEntry> entries = new ArrayList<>();
        for (JsonNode entry : request.path("Entries")) {
            List<String> resources = new ArrayList<>();
            entry.path("Resources").forEach(resource -> resources.add(resource.stringValue()));
            entries.add(new BusEntry(text(entry, "Source"), text(entry, "DetailType"),
                    text(entry, "Detail"), resources, time(entry), text(entry, "EventBusName")));
        }
        return entries;
    }

    private static @Nullable String text(JsonNode entry, String name) {
        JsonNode value = entry.path(name);
        return value.isMissingNode() || value.isNull() ? null : value.stringValue();
    }

    /** The protocol writes times as seconds since the epoch, with a fraction. */
    private static @Nullable Instant time(JsonNode entry) {
        JsonNode value = entry.path("Time");
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        BigDecimal[] parts = value.decimalValue().divideAndRemainder(BigDecimal.ONE);
        return Instant.ofEpochSecond(parts[0].longValueExact(),
                parts[1].multiply(NANOS).longValue());
    }

    private static String write(List<PutAnswer.Result> results) {
        ObjectNode answer = JsonMapper.shared().createObjectNode();
        answer.put("FailedEntryCount", results.stream().filter(Refused.class::isInstance).count());
        ArrayNode entries = answer.putArray("Entries");
        for (PutAnswer.Result result : results) {
            switch (result) {
                case Accepted(String id) -> entries.addObject().put("EventId", id);
                case Refused(String code, String message) -> entries.addObject()
                        .put("ErrorCode", code)
                        .put("ErrorMessage", message);
            }
        }
        return answer.toString();
    }
}
