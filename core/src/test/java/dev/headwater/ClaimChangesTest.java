package dev.headwater;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ClaimChangesTest {
  @Test
  void sorts_claims_whatever_sets_they_come_in() {
    Set<Claim> claims =
        IntStream.range(10, 30)
            .mapToObj(number -> new Claim("number", Integer.toString(number)))
            .collect(Collectors.toUnmodifiableSet());

    assertThat(ClaimChanges.between(Set.of(), claims).taken())
        .hasSize(20)
        .extracting(Claim::value)
        .isSorted();
    assertThat(ClaimChanges.between(claims, Set.of()).released())
        .hasSize(20)
        .extracting(Claim::value)
        .isSorted();
  }

  @Test
  void is_immutable() {
    ClaimChanges changes = ClaimChanges.between(Set.of(), Set.of(new Claim("name", "ann")));

    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(changes.taken()::clear);
  }
}
