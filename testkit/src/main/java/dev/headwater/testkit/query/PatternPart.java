package dev.headwater.testkit.query;

import java.util.List;
import java.util.function.Predicate;
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

  /** The parts of a pattern without escapes. */
  static List<PatternPart> read(String pattern) {
    return pattern
        .codePoints()
        .<PatternPart>mapToObj(
            c ->
                switch (c) {
                  case '*' -> new Many();
                  case '?' -> new One();
                  default -> new Literal(c);
                })
        .toList();
  }

  /** What the pattern matches. */
  static Predicate<String> matching(List<PatternPart> parts) {
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
    Pattern compiled = Pattern.compile(regex, Pattern.DOTALL);
    return text -> compiled.matcher(lower(text)).matches();
  }

  static String lower(String text) {
    return text.codePoints()
        .map(Character::toLowerCase)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }
}
