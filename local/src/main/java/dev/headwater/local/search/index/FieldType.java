package dev.headwater.local.search.index;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The supported field types. Values of every type are indexed as a single term, because range
 * queries are not supported.
 */
public enum FieldType {
  KEYWORD,
  WILDCARD,
  BOOLEAN,
  DATE,
  LONG,
  INTEGER;

  private static final int DATE_CHARS = "2026-01-31".length();

  public String mappingName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static @Nullable FieldType of(String mappingName) {
    for (FieldType type : values()) {
      if (type.mappingName().equals(mappingName)) {
        return type;
      }
    }
    return null;
  }

  /** Whether the type supports wildcards and normalizers. */
  public boolean isText() {
    return this == KEYWORD || this == WILDCARD;
  }

  /** The term of a value; empty if the value is not of this type. */
  Optional<String> term(JsonNode value) {
    if (value.isContainer() || value.isNull() || value.isMissingNode()) {
      return Optional.empty();
    }
    String text = value.asString();
    return switch (this) {
      case KEYWORD, WILDCARD -> Optional.of(text);
      case BOOLEAN -> Optional.of(text).filter(flag -> flag.equals("true") || flag.equals("false"));
      case LONG -> integer(value, Long.MIN_VALUE, Long.MAX_VALUE);
      case INTEGER -> integer(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case DATE -> value.isIntegralNumber() ? Optional.of(text) : date(text);
    };
  }

  private static Optional<String> integer(JsonNode value, long min, long max) {
    try {
      long number = Long.parseLong(value.asString());
      return number < min || number > max ? Optional.empty() : Optional.of(Long.toString(number));
    } catch (NumberFormatException notWhole) {
      return Optional.empty();
    }
  }

  /**
   * Milliseconds since the epoch of {@code 2026-01-31}, {@code 2026-01-31T08:00:00} (UTC), or the
   * latter with an offset. Refuses shorter forms, which OpenSearch accepts.
   */
  private static Optional<String> date(String text) {
    try {
      return Optional.of(Long.toString(instant(text).toEpochMilli()));
    } catch (DateTimeException notDate) {
      return epochMillis(text);
    }
  }

  private static Instant instant(String text) {
    if (text.length() == DATE_CHARS) {
      return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
    boolean hasOffset =
        text.endsWith("Z")
            || text.lastIndexOf('+') > DATE_CHARS
            || text.lastIndexOf('-') > DATE_CHARS;
    return hasOffset
        ? OffsetDateTime.parse(text).toInstant()
        : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
  }

  private static Optional<String> epochMillis(String text) {
    try {
      return Optional.of(Long.toString(Long.parseLong(text)));
    } catch (NumberFormatException notNumber) {
      return Optional.empty();
    }
  }
}
