package dev.headwater.fuzz;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Characters that programs take wrong. */
final class OddText {
  /** Which no XML holds. */
  private static final List<String> NONCHARACTERS =
      List.of("\uFFFF", "\uFFFE", "\uFDD0", point(0x1FFFE), point(0x10FFFF));

  /** Of a pair, and the wrong way round. */
  private static final List<String> HALVES = List.of("\uD800", "\uDC00", "\uDFFF\uD83D");

  private static final List<String> DIRECTIONS =
      List.of("\u202E", "\u202A", "\u2066", "\u2069", "\u200F", "\u200E", "\u061C");
  private static final List<String> INVISIBLE =
      List.of(
          "\u00AD",
          "\u200B",
          "\u200C",
          "\u200D",
          "\u2060",
          "\uFEFF",
          "\u180E",
          "\u034F",
          "\uFE0F",
          "\u115F",
          "\u3164",
          "\uFFA0",
          "\u2063",
          point(0xE0001),
          point(0xE0100));
  private static final List<String> SPACE =
      List.of(
          " ", "\u00A0", "\u2007", "\u202F", "\u0085", "\u3000", "\u1680", "\u2028", "\u2029", "\t",
          "\n", "\r", "\u000B");
  private static final List<String> CONTROLS =
      List.of("\u0000", "\u0001", "\u001B", "\u007F", "\u0080", "\u009F");

  /** And stops that stand for dots in a domain. */
  private static final List<String> WIDE =
      List.of("\uFF21", "\uFF41", "\uFF20", "\uFF0E", "\u3002", "\uFF61", "\uFF11");

  /** With several forms, or a case that is not as others. */
  private static final List<String> LETTERS =
      List.of(
          "e\u0301",
          "\u00E9",
          "\u212A",
          "\u017F",
          "\u0130",
          "\u0131",
          "\u00DF",
          "\u1E9E",
          "\u03C2",
          "\u03A3",
          "\uFB01",
          "\u01C5",
          "\u2126",
          "\u0345",
          "\u1E9B\u0323",
          point(0x10400),
          "Z\u0351\u036B\u0343\u036A",
          "\u0623\u0644",
          "\u05D0");

  /** Beyond the first plane, private, not assigned, and what replaces others. */
  private static final List<String> RARE =
      List.of(point(0x1F600), point(0x1D538), "\uE000", "\u0378", "\uFFFD", "\uFFFC");

  private static final List<String> SYNTAX =
      List.of(
          "..",
          ".",
          "@",
          "\"",
          "'",
          "\\",
          "/",
          "<>",
          "(",
          ",",
          ";",
          ":",
          "%",
          "%00",
          "*",
          "?",
          "{",
          "${jndi:ldap://127.0.0.1}",
          "' OR 1=1",
          "#",
          "&",
          "=",
          "+",
          "xn--",
          "xn--a",
          "-",
          "_",
          "\u06F1");
  private static final List<String> PIECES =
      Stream.of(
              NONCHARACTERS,
              HALVES,
              DIRECTIONS,
              INVISIBLE,
              SPACE,
              CONTROLS,
              WIDE,
              LETTERS,
              RARE,
              SYNTAX)
          .flatMap(List::stream)
          .toList();

  private OddText() {}

  private static String point(int codePoint) {
    return Character.toString(codePoint);
  }

  /** A text with something odd inside, before, behind, or instead. */
  static String of(Chance chance, String text) {
    String odd = chance.insert(text, chance.pick(PIECES));
    return switch (chance.below(12)) {
      case 0 -> chance.pick(PIECES) + text;
      case 1 -> text + chance.pick(PIECES);
      case 2 -> chance.pick(PIECES).repeat(chance.between(1, 5));
      case 3 -> text.repeat(chance.between(1, 40));
      case 4 -> "";
      case 5 -> chance.insert(odd, chance.pick(PIECES));
      case 6 -> text.toUpperCase(Locale.ROOT);
      default -> odd;
    };
  }

  static String piece(Chance chance) {
    return chance.pick(PIECES);
  }

  /** An address of a kind that needs a look of its own. */
  static String email(Chance chance, String unique) {
    return switch (chance.below(24)) {
      case 0 -> unique + "@b\u00FCcher-zqx.example";
      case 1 -> unique + "@xn--bcher-zqx-9db.example";
      case 2 -> unique + "@xn--zqx-.example";
      case 3 -> unique + "@ZQX.EXAMPLE\u3002\uFF43om";
      case 4 -> unique + "@" + "zqx".repeat(22) + ".example";
      case 5 -> unique + "..zqx@zqx.example";
      case 6 -> "." + unique + "@zqx.example";
      case 7 -> unique + ".@zqx.example";
      case 8 -> "\"" + unique + " zqx\"@zqx.example";
      case 9 -> unique + "@[127.0.0.1]";
      case 10 -> "zqx".repeat(90) + unique + "@zqx.example";
      case 11 -> unique + "@zqx." + "a.".repeat(chance.between(1, 120)) + "example";
      case 12 -> unique + "@stra\u00DFe-zqx.example";
      default -> of(chance, unique + "@zqx.example");
    };
  }
}
