package dev.headwater.service.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Instants as text in UTC, always with milliseconds, so that the text sorts chronologically: {@code
 * 2026-08-01T12:34:56.789Z}.
 */
final class MillisText {
  private static final String FORM = "0000-00-00T00:00:00.000Z";
  private static final DateTimeFormatter FORMATTER =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");
  private static final long NANOS_PER_MILLI = 1_000_000;

  private MillisText() {}

  /**
   * The time as text, without what is finer than a millisecond.
   *
   * @throws IllegalArgumentException if it is not of the years 0000 to 9999, which alone sort
   */
  static String of(Instant time) {
    if (!isInForm(time)) {
      throw new IllegalArgumentException("A time is not of the years 0000 to 9999");
    }
    return FORMATTER.format(time);
  }

  /** Whether the year has four digits. */
  static boolean isInForm(Instant time) {
    return !time.isBefore(FIRST) && time.isBefore(END);
  }

  /**
   * Parses by position, since {@link Instant#parse} would take nearly half of the memory that
   * reading a page of views takes.
   *
   * @throws DateTimeException if the text does not have this form
   */
  static Instant parse(String text) {
    if (text.length() != FORM.length()) {
      throw new DateTimeException("The text does not have the form " + FORM);
    }
    LocalDate date = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
    LocalTime time = LocalTime.of(number(text, 11, 13), number(text, 14, 16), number(text, 17, 19));
    return Instant.ofEpochSecond(
        date.toEpochSecond(time, ZoneOffset.UTC), number(text, 20, 23) * NANOS_PER_MILLI);
  }

  /** The number before {@code end}, where the form's separator must be. */
  private static int number(String text, int from, int end) {
    int number = 0;
    for (int at = from; at < end; at++) {
      int digit = text.charAt(at) - '0';
      if (digit < 0 || digit > 9) {
        throw new DateTimeException("Expected a digit at " + at);
      }
      number = 10 * number + digit;
    }
    if (text.charAt(end) != FORM.charAt(end)) {
      throw new DateTimeException("Expected " + FORM.charAt(end) + " at " + end);
    }
    return number;
  }
}
