package dev.headwater.local.endpoints;

import dev.headwater.local.bus.BusEntry;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the entries of a {@code PutEvents} call. */
final class EntryReader {
  /** The start of the year 10000. */
  private static final BigDecimal END = BigDecimal.valueOf(253_402_300_800L);

  private static final int NANO_DIGITS = 9;

  private EntryReader() {}

  /** The request is JSON, but a value has another type than the operation declares. */
  static final class MalformedRequestException extends RuntimeException {
    MalformedRequestException(String place) {
      super(place + " has the wrong type");
    }
  }

  /**
   * @throws MalformedRequestException when a value has another type than the operation declares
   */
  static List<BusEntry> read(JsonNode request) {
    require(request.isObject(), "The request");
    List<BusEntry> entries = new ArrayList<>();
    for (JsonNode entry : list(request, "Entries")) {
      require(entry.isObject(), "An entry");
      List<String> resources = new ArrayList<>();
      for (JsonNode resource : list(entry, "Resources")) {
        require(resource.isString(), "A resource");
        resources.add(resource.stringValue());
      }
      entries.add(
          new BusEntry(
              text(entry, "Source"),
              text(entry, "DetailType"),
              text(entry, "Detail"),
              resources,
              time(entry),
              text(entry, "EventBusName")));
    }
    return entries;
  }

  private static Iterable<JsonNode> list(JsonNode parent, String name) {
    JsonNode value = parent.path(name);
    require(isAbsent(value) || value.isArray(), name);
    return value;
  }

  private static @Nullable String text(JsonNode entry, String name) {
    JsonNode value = entry.path(name);
    require(isAbsent(value) || value.isString(), name);
    return isAbsent(value) ? null : value.stringValue();
  }

  /**
   * The protocol encodes times as seconds since the epoch, with a fraction. Checks the magnitude
   * first, because expanding {@code 1e999999999} would exhaust the memory.
   */
  private static @Nullable Instant time(JsonNode entry) {
    JsonNode value = entry.path("Time");
    if (isAbsent(value)) {
      return null;
    }
    require(value.isNumber(), "Time");
    BigDecimal seconds = value.decimalValue();
    require(
        seconds.precision() - seconds.scale() <= END.precision()
            && seconds.scale() <= Byte.MAX_VALUE
            && seconds.abs().compareTo(END) < 0,
        "Time");
    BigDecimal[] parts = seconds.divideAndRemainder(BigDecimal.ONE);
    return Instant.ofEpochSecond(
        parts[0].longValueExact(), parts[1].movePointRight(NANO_DIGITS).longValue());
  }

  private static boolean isAbsent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  private static void require(boolean isValid, String place) {
    if (!isValid) {
      throw new MalformedRequestException(place);
    }
  }
}
