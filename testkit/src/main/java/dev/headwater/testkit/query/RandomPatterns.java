package dev.headwater.testkit.query;

import dev.headwater.query.WildcardPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Draws texts like e-mail addresses, and patterns that match some, reproducibly from a seed. */
final class RandomPatterns {
  private static final int[] LETTERS =
      "abcABC.+-_12*?\\\"{}%&éÉßſσςΣжЖ漢😀𝒳𐐀𐐨i\u0307".codePoints().toArray();
  private static final String[] DOMAINS = {"example.com", "x.de", "Mail.org", "dömäin.com"};

  private final Random random;

  RandomPatterns(long seed) {
    random = new Random(seed);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    for (int left = 1 + random.nextInt(10); left > 0; left--) {
      text.appendCodePoint(letter());
    }
    return text.append('@').append(DOMAINS[random.nextInt(DOMAINS.length)]).toString();
  }

  private int letter() {
    return LETTERS[random.nextInt(LETTERS.length)];
  }

  /** A pattern made from a text: some parts become wildcards, and a few become wrong. */
  List<PatternPart> pattern(String text) {
    int[] letters = text.codePoints().toArray();
    List<PatternPart> parts = new ArrayList<>();
    int wildcards = 0;
    for (int at = 0; at < letters.length; at++) {
      int chance = wildcards < WildcardPattern.MAX_WILDCARDS - 2 ? random.nextInt(100) : 99;
      if (chance < 9) {
        parts.add(new PatternPart.Many());
        at += random.nextInt(7) - 1;
        wildcards++;
      } else if (chance < 17) {
        parts.add(new PatternPart.One());
        wildcards++;
      } else {
        parts.add(
            new PatternPart.Literal(random.nextInt(100) == 0 ? letter() : anyCase(letters[at])));
      }
    }
    return random.nextInt(3) == 0 ? within(parts) : parts;
  }

  private int anyCase(int codePoint) {
    int upper = Character.toUpperCase(codePoint);
    return random.nextInt(4) == 0
            && Character.toLowerCase(upper) == Character.toLowerCase(codePoint)
        ? upper
        : codePoint;
  }

  /** Some of the parts, between two wildcards. */
  private List<PatternPart> within(List<PatternPart> parts) {
    int from = random.nextInt(parts.size() + 1);
    int to = Math.min(parts.size(), from + random.nextInt(6));
    List<PatternPart> some = new ArrayList<>(parts.subList(from, to));
    some.addFirst(new PatternPart.Many());
    some.addLast(new PatternPart.Many());
    return some;
  }
}
