package dev.headwater.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class CommandStampTest {
  /** New stamps are compared with stored ones for ever, so these values must never change. */
  @Test
  void a_digest_starts_the_sha_256_of_the_length_prefixed_parts() {
    assertThat(CommandStamp.of("c").digest()).isEqualTo(-2039914840885289964L);
    assertThat(CommandStamp.of("c", "a").digest()).isEqualTo(8286459498212470165L);
    assertThat(CommandStamp.of("c", "RegisterCustomer", "Łódź").digest())
        .isEqualTo(9018586548006763116L);
  }

  @Test
  void the_same_content_under_another_id_has_the_same_digest() {
    assertThat(CommandStamp.of("c", "a"))
        .isEqualTo(CommandStamp.of("c", "a"))
        .isNotEqualTo(CommandStamp.of("d", "a"));
    assertThat(CommandStamp.of("c", "a").digest()).isEqualTo(CommandStamp.of("d", "a").digest());
  }

  @Test
  void the_boundaries_between_parts_matter() {
    assertThat(CommandStamp.of("c", "ab", "c"))
        .isNotEqualTo(CommandStamp.of("c", "a", "bc"))
        .isNotEqualTo(CommandStamp.of("c", "abc"))
        .isNotEqualTo(CommandStamp.of("c", "ab", "c", ""))
        .isNotEqualTo(CommandStamp.of("c", "c", "ab"));
  }

  @Test
  void an_id_has_1_to_256_characters() {
    assertThat(new CommandStamp("i".repeat(256), 0).commandId()).hasSize(256);
    assertThatIllegalArgumentException().isThrownBy(() -> new CommandStamp("", 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CommandStamp("i".repeat(257), 0))
        .withMessage("A command id has 1 to 256 characters");
  }
}
