package dev.headwater.service.operations.internal.letters;

import dev.headwater.event.StreamId;
import dev.headwater.eventbridge.DeadLetter;
import dev.headwater.service.http.Json;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Letters that failed in the same way. */
final class LetterGroup {
  private static final int MOST_EXAMPLES = 5;
  private static final int MOST_TYPES = 10;

  private final String queue;
  private final DeadLetter first;
  private final Set<StreamId> streams = new HashSet<>();
  private final Set<String> types = new LinkedHashSet<>();
  private long letters;
  private long caughtUp;
  private int attempts;
  private Instant from = Instant.MAX;
  private Instant until = Instant.MIN;

  LetterGroup(String queue, DeadLetter first) {
    this.queue = queue;
    this.first = first.withoutBody();
  }

  /**
   * @param superfluous whether what it is about was made good meanwhile
   */
  void add(DeadLetter letter, boolean superfluous) {
    letters++;
    caughtUp += superfluous ? 1 : 0;
    attempts = Math.max(attempts, letter.attempts());
    from = letter.firstParked().isBefore(from) ? letter.firstParked() : from;
    until = letter.lastParked().isAfter(until) ? letter.lastParked() : until;
    if (letter.stream() != null) {
      streams.add(letter.stream());
    }
    if (!letter.type().isEmpty() && types.size() < MOST_TYPES) {
      types.add(letter.type());
    }
  }

  /**
   * @param knowsViews whether it is known which letters are superfluous
   */
  ObjectNode json(boolean knowsViews) {
    ObjectNode json = Json.object().put("queue", queue).put("group", first.group());
    LetterJson.put(json, first.failure());
    json.put("letters", letters).put("streams", streams.size());
    if (knowsViews) {
      json.put("caughtUp", caughtUp);
    }
    json.put("attempts", attempts);
    json.put("first", from.toString()).put("last", until.toString());
    ArrayNode typed = json.putArray("types");
    types.forEach(typed::add);
    ArrayNode examples = json.putArray("examples");
    streams.stream().limit(MOST_EXAMPLES).map(StreamId::toString).forEach(examples::add);
    return json;
  }
}
