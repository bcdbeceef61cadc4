package dev.headwater.opensearch;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A part of a pattern, matched in plain Java: the oracle for searches. */
sealed interface PatternPart {
  String ESCAPED = "*?\\";

  record Many() implements PatternPart {}

  record One() implements PatternPart {}

  record Literal(int codePoint) implements PatternPart {}

  /** The pattern in a caller's syntax. */
  static String write(List<PatternPart> parts) {
    return parts.stream()
        .map(
            part ->
                switch (part) {
                  case Many many -> "*";
                  case One one -> "?";
                  case Literal(int c) ->
                      (ESCAPED.indexOf(c) >= 0 ? "\\" : "") + Character.toString(c);
                })
        .collect(Collectors.joining());
  }

  static boolean matches(List<PatternPart> parts, String text) {
    String regex =
        parts.stream()
            .map(
                part ->
                    switch (part) {
                      case Many many -> ".*";
                      case One one -> ".";
                      case Literal(int c) -> Pattern.quote(lower(Character.toString(c)));
                    })
            .collect(Collectors.joining());
    return Pattern.compile(regex, Pattern.DOTALL).matcher(lower(text)).matches();
  }

  static String lower(String text) {
    return text.codePoints()
        .map(Character::toLowerCase)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }
}
