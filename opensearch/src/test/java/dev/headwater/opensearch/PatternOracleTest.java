package dev.headwater.opensearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.query.WildcardPattern;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PatternOracleTest {
  @Test
  void matches_the_same_as_the_oracle() {
    RandomPatterns random = new RandomPatterns(11);
    List<String> emails = Stream.generate(random::email).limit(300).toList();
    int matched = 0;
    for (String email : emails) {
      List<PatternPart> parts = random.pattern(email);
      var pattern = new WildcardPattern(PatternPart.write(parts));
      for (String other : emails) {
        boolean expected = PatternPart.matches(parts, other);
        assertThat(pattern.matches(other))
            .as("%s %s", PatternPart.write(parts), other)
            .isEqualTo(expected);
        matched += expected ? 1 : 0;
      }
    }
    assertThat(matched).isGreaterThan(300);
  }
}
