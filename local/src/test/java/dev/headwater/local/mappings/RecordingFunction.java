package dev.headwater.local.mappings;

import dev.headwater.local.functions.FunctionInvoker;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A function that records its events and gives prepared responses. */
public final class RecordingFunction implements FunctionInvoker {
  public static final Invocation DONE = new Invocation.Answered("");
  public static final Invocation THROWN =
      new Invocation.Failed("java.lang.IllegalStateException", "x");

  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private final Function<JsonNode, Invocation> answer;

  public RecordingFunction() {
    this(event -> DONE);
  }

  public RecordingFunction(Function<JsonNode, Invocation> answer) {
    this.answer = answer;
  }

  @Override
  public Invocation invoke(String functionName, String event) {
    JsonNode json = JsonMapper.shared().readTree(event);
    events.add(json);
    return answer.apply(json);
  }

  public List<JsonNode> events() {
    return List.copyOf(events);
  }

  /** The ids of the items in each stream event so far. */
  public List<List<String>> ids() {
    return events.stream().map(RecordingFunction::ids).toList();
  }

  /** The bodies of the messages in each queue event so far. */
  public List<List<String>> bodies() {
    return events.stream().map(RecordingFunction::bodies).toList();
  }

  /** The ids of all items so far. */
  List<String> allIds() {
    return ids().stream().flatMap(List::stream).toList();
  }

  /** The bodies of all messages so far. */
  List<String> allBodies() {
    return bodies().stream().flatMap(List::stream).toList();
  }

  public static List<String> ids(JsonNode event) {
    return event
        .path("Records")
        .valueStream()
        .map(r -> r.at("/dynamodb/Keys/id/S").asString())
        .toList();
  }

  public static List<String> bodies(JsonNode event) {
    return event.path("Records").valueStream().map(r -> r.path("body").asString()).toList();
  }

  static Invocation failures(String... identifiers) {
    var answer = JsonMapper.shared().createObjectNode();
    var failures = answer.putArray("batchItemFailures");
    for (String identifier : identifiers) {
      failures.addObject().put("itemIdentifier", identifier);
    }
    return new Invocation.Answered(answer.toString());
  }
}
