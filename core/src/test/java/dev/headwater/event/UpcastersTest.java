package dev.headwater.event;

import static dev.headwater.event.SaidCodec.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class UpcastersTest {
  private static final StreamId STREAM = new StreamId("STREAM", "1");
  private final Upcasters upcasters =
      Upcasters.none()
          .with("Said", 1, payload -> with(payload, "second", true))
          .with("Said", 2, payload -> with(payload, "third", "after " + payload.get("second")))
          .with("Said", 4, payload -> with(payload, "fifth", true));
  private final EventCodec<String> codec = new UpcastingCodec<>(new SaidCodec(), upcasters);

  @Test
  void chains_steps_up_to_the_newest_version() {
    EncodedEvent newest = said(3, Map.of("text", "hi", "second", true, "third", "after true"));

    assertThat(upcasters.upcast(said(1, Map.of("text", "hi")))).isEqualTo(newest);
    assertThat(upcasters.upcast(said(2, Map.of("text", "hi", "second", true)))).isEqualTo(newest);
    assertThat(upcasters.upcast(newest)).isSameAs(newest);
  }

  @Test
  void leaves_other_types_alone() {
    EncodedEvent other = new EncodedEvent("Sang", 1, Map.of());

    assertThat(upcasters.upcast(other)).isSameAs(other);
    assertThat(Upcasters.none().upcast(said(1, Map.of()))).isEqualTo(said(1, Map.of()));
  }

  @Test
  void todays_codec_sees_only_todays_schema() {
    assertThat(codec.decode(said(1, Map.of("text", "hi")))).isEqualTo("hi");
    assertThat(codec.decode(codec.encode("ho"))).isEqualTo("ho");
    assertThat(codec.personalFields("Said")).containsExactly("text");
  }

  @Test
  void reports_a_gap_in_the_chain_with_stream_and_version() {
    for (int version : new int[] {0, 4, 6}) {
      assertThatExceptionOfType(UnreadableEventException.class)
          .isThrownBy(() -> decode(said(version, Map.of("text", "secret"))))
          .withMessageContaining("version 8 of stream STREAM#1")
          .withMessageContaining("Said of schema version " + version)
          .withMessageNotContaining("secret");
    }
  }

  @Test
  void reports_a_failing_step_without_content() {
    Upcasters failing =
        Upcasters.none()
            .with(
                "Said",
                1,
                payload -> {
                  throw new IllegalStateException("No upcasting of " + payload);
                });

    assertThatIllegalArgumentException()
        .isThrownBy(() -> failing.upcast(said(1, Map.of("text", "secret"))))
        .withMessage("its upcaster from schema version 1 failed with IllegalStateException")
        .withNoCause();
  }

  @Test
  void a_step_works_on_a_copy() {
    Upcasters changing =
        Upcasters.none()
            .with(
                "Said",
                1,
                payload -> {
                  payload.put("text", "changed");
                  return payload;
                });

    assertThatIllegalArgumentException()
        .isThrownBy(() -> changing.upcast(said(1, Map.of("text", "hi"))))
        .withMessageContaining("UnsupportedOperationException");
  }

  @Test
  void refuses_a_second_step_from_the_same_version() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> upcasters.with("Said", 2, payload -> payload))
        .withMessage("Two upcasters from version 2 of Said");
    assertThat(upcasters.with("Sang", 2, payload -> payload)).isNotSameAs(upcasters);
  }

  private Commit<String> decode(EncodedEvent event) {
    EncodedEvent fine = said(3, Map.of("text", "hi"));
    return Commit.decode(
        new Commit<>(
            STREAM,
            7,
            List.of(fine, event),
            Instant.EPOCH,
            new CommandStamp("c", 0),
            Metadata.NONE),
        codec);
  }

  private static Map<String, Object> with(Map<String, Object> payload, String field, Object value) {
    Map<String, Object> more = new HashMap<>(payload);
    more.put(field, value);
    return more;
  }
}
