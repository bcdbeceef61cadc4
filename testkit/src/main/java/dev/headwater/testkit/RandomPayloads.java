package dev.headwater.testkit;

import dev.headwater.event.EncodedEvent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Random payloads with every kind of value, nesting and edge case; a seed always gives the same
 * ones.
 */
public final class RandomPayloads {
  private static final String CHARACTERS = "aZ09 _#\"\\/\n\t\r\u007fß東\u2028🦆";
  private static final int MAX_ENTRIES = 6;
  private static final int MAX_DIGITS = 38;

  private final Random random;

  public RandomPayloads(long seed) {
    this.random = new Random(seed);
  }

  /** The next payload, nested at most four levels deep. */
  public Map<String, Object> next() {
    return map(3);
  }

  private Map<String, Object> map(int depth) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int entries = random.nextInt(MAX_ENTRIES); entries > 0; entries--) {
      map.put("k" + text(8), value(depth));
    }
    return map;
  }

  private Object value(int depth) {
    return switch (random.nextInt(depth == 0 ? 5 : 7)) {
      case 0 -> random.nextBoolean();
      case 1 -> random.nextLong();
      case 2 -> (long) random.nextInt(100);
      case 3 -> decimal();
      case 4 -> text(40);
      case 5 -> map(depth - 1);
      default -> list(depth - 1);
    };
  }

  private List<Object> list(int depth) {
    return IntStream.range(0, random.nextInt(MAX_ENTRIES)).mapToObj(index -> value(depth)).toList();
  }

  private Number decimal() {
    var digits = new BigInteger(120, random);
    int scale = random.nextInt(-60, 100);
    BigDecimal value = new BigDecimal(random.nextBoolean() ? digits : digits.negate(), scale);
    return EncodedEvent.number(value.precision() > MAX_DIGITS ? BigDecimal.ONE : value);
  }

  private String text(int maxLength) {
    int[] characters = CHARACTERS.codePoints().toArray();
    return IntStream.range(0, random.nextInt(maxLength + 1))
        .map(index -> characters[random.nextInt(characters.length)])
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
