package dev.headwater.local.endpoints;

import dev.headwater.local.bus.BusEntry;
import dev.headwater.local.bus.LocalBus;
import dev.headwater.local.bus.PutAnswer;
import dev.headwater.local.bus.PutAnswer.Answered;
import dev.headwater.local.bus.PutAnswer.Invalid;
import dev.headwater.local.bus.PutAnswer.Result.Accepted;
import dev.headwater.local.bus.PutAnswer.Result.Refused;
import dev.headwater.local.http.HttpCall;
import dev.headwater.local.http.HttpReply;
import dev.headwater.local.http.HttpRoutes;
import dev.headwater.local.progress.StreamOrigin;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * EventBridge's {@code PutEvents}, in the JSON 1.1 protocol. Like the real service, answers a
 * malformed request with a {@code SerializationException}.
 */
record EventBridgeApi(LocalBus bus) implements HttpRoutes.Answer {
  /** Far more than the bus accepts, because JSON may escape every character. */
  static final int MAX_REQUEST_BYTES = 8 * 1024 * 1024;

  private static final String TARGET = "X-Amz-Target";
  private static final String PUT_EVENTS = "AWSEvents.PutEvents";
  private static final String JSON = "application/x-amz-json-1.1";

  @Override
  public HttpReply to(HttpCall call, Map<String, String> path) {
    String target = call.header(TARGET).orElse("");
    if (!target.equals(PUT_EVENTS)) {
      return AwsError.json(
          400,
          "UnknownOperationException",
          "The local cloud does not support "
              + (target.isEmpty() ? "requests without X-Amz-Target" : target)
              + "; of EventBridge it supports PutEvents.");
    }
    if (call.hasByteOrderMark()) {
      return AwsError.json(400, "SerializationException", AwsError.BYTE_ORDER_MARK);
    }
    try {
      List<BusEntry> entries = EntryReader.read(JsonMapper.shared().readTree(call.body()));
      return StreamOrigin.with(call.header(StreamOrigin.HEADER).isPresent(), () -> put(entries));
    } catch (JacksonException | EntryReader.MalformedRequestException e) {
      return AwsError.json(
          400, "SerializationException", "The request is not the JSON of PutEvents.");
    }
  }

  private HttpReply put(List<BusEntry> entries) {
    return switch (bus.put(entries)) {
      case Answered(List<PutAnswer.Result> results) -> HttpReply.of(200, JSON, write(results));
      case Invalid(String message) -> AwsError.json(400, "ValidationException", message);
    };
  }

  private static String write(List<PutAnswer.Result> results) {
    ObjectNode answer = JsonMapper.shared().createObjectNode();
    answer.put("FailedEntryCount", results.stream().filter(Refused.class::isInstance).count());
    ArrayNode entries = answer.putArray("Entries");
    for (PutAnswer.Result result : results) {
      switch (result) {
        case Accepted(String id) -> entries.addObject().put("EventId", id);
        case Refused(String code, String message) ->
            entries.addObject().put("ErrorCode", code).put("ErrorMessage", message);
      }
    }
    return answer.toString();
  }
}
