package dev.headwater.eventbridge;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A part of a stream that Lambda gave up on, as it tells a queue.
 *
 * @param first the sequence number of the first record
 * @param last the sequence number of the last record
 * @param from a time before all of its commits were decided
 * @param to a time after all of its commits were decided
 * @see <a href=
 *     "https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html">Discarded
 *     batches</a>
 */
public record StreamPosition(
    String streamArn, String shardId, String first, String last, Instant from, Instant to) {
  /** Commits carry the time of the host that decided them, which may differ from the stream's. */
  private static final Duration CLOCKS = Duration.ofMinutes(5);

  private static final String NUMBER = "[0-9]{1,40}";

  /** The part that a message is about; {@code null} if it is not such a message. */
  public static @Nullable StreamPosition read(String body) {
    try {
      JsonNode json = Json.read(body.getBytes(StandardCharsets.UTF_8), "The body");
      JsonNode info = Json.object(json, "DDBStreamBatchInfo");
      String first = Json.string(info, "startSequenceNumber");
      String last = Json.string(info, "endSequenceNumber");
      return first.matches(NUMBER) && last.matches(NUMBER)
          ? new StreamPosition(
              Json.string(info, "streamArn"),
              Json.string(info, "shardId"),
              first,
              last,
              time(info, "approximateArrivalOfFirstRecord").minus(CLOCKS),
              time(info, "approximateArrivalOfLastRecord").plus(CLOCKS))
          : null;
    } catch (IllegalArgumentException | DateTimeException malformed) {
      return null;
    }
  }

  private static Instant time(JsonNode info, String name) {
    return Instant.parse(Json.string(info, name)).truncatedTo(ChronoUnit.SECONDS);
  }
}
