package dev.headwater.relay;

import dev.headwater.event.EncodedEvent;
import dev.headwater.event.StreamId;
import dev.headwater.relay.StreamRecord.Committed;
import dev.headwater.testkit.History;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Records of baskets, as the stream of a table delivers them. */
final class RelayRecords {
  private RelayRecords() {}

  /** The first commit of a stream. */
  static Committed committed(String id, int events) {
    return new Committed(
        "seq-" + id,
        key(id),
        History.<EncodedEvent>of(new StreamId("BASKET", id)).next(events(events)));
  }

  static Map<String, String> key(String id) {
    return Map.of("PK", "BASKET#" + id, "SK", "EVENT#0000000001");
  }

  static List<EncodedEvent> events(int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> new EncodedEvent("Ticked", 1, Map.of("n", (long) number)))
        .toList();
  }
}
