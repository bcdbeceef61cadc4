package dev.headwater.fuzz;

import java.util.List;
import java.util.SplittableRandom;

/** Random choices that the same seed and index repeat. */
final class Chance {
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final SplittableRandom random;

  Chance(long seed, long index) {
    random = new SplittableRandom(seed * SPREAD + index);
  }

  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  String of(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /** A text into which another is put somewhere. */
  String insert(String text, String piece) {
    int place = below(text.length() + 1);
    return text.substring(0, place) + piece + text.substring(place);
  }
}
