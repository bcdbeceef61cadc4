package dev.headwater.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChaosTest {
  private static final String EVENT =
      """
      {"id": "bus-1", "detail": {"eventId": "ada@3"}}\
      """;

  @Test
  void the_same_seed_draws_the_same_faults() {
    assertThat(delays(chaos("seed=7,delay=0.3")))
        .isEqualTo(delays(chaos("seed=7,delay=0.3")))
        .isNotEqualTo(delays(chaos("seed=8,delay=0.3")));
  }

  @Test
  void the_rate_of_one_fault_does_not_affect_another() {
    Chaos other = chaos("seed=7,delay=0.3,throttle=0.5,duplicate=0.5,reorder=0.5");
    List<Integer> disturbed =
        Stream.generate(
                () -> {
                  if (other.duplicates() || other.throttles()) {
                    other.reorderSeconds();
                  }
                  return other.delaySeconds();
                })
            .limit(1_000)
            .toList();

    assertThat(disturbed).isEqualTo(delays(chaos("seed=7,delay=0.3")));
  }

  @Test
  void strikes_at_the_given_rate_and_counts() {
    Chaos chaos = chaos("seed=7,delay=0.3");
    List<Integer> delays = delays(chaos);

    assertThat(delays).contains(0, 1, 2, 3).allMatch(seconds -> seconds <= 3);
    long late = delays.stream().filter(seconds -> seconds > 0).count();
    assertThat(late).isBetween(250L, 350L);
    assertThat(chaos.strikes()).containsEntry(Fault.DELAY, late).containsEntry(Fault.DROP, 0L);
    assertThat(chaos.summary()).isEqualTo("delay " + late);
  }

  @Test
  void nothing_happens_at_rate_0() {
    Chaos chaos = chaos("seed=7,all=0");

    assertThat(chaos.isOn()).isFalse();
    IntStream.range(0, 1_000).forEach(draw -> assertUntouched(chaos));
    assertThat(chaos.strikes())
        .hasSize(Fault.values().length)
        .allSatisfy((fault, count) -> assertThat(count).as(fault.option()).isZero());
  }

  private static void assertUntouched(Chaos chaos) {
    List<Integer> batch = List.of(1, 2, 3);
    assertThat(chaos.duplicates() || chaos.drops(EVENT, "queue") || chaos.throttles()).isFalse();
    assertThat(chaos.delaySeconds() + chaos.reorderSeconds()).isZero();
    assertThat(chaos.reordered(batch)).isSameAs(batch);
    assertThat(chaos.entryError()).isEmpty();
    assertThat(chaos.lostReply()).isEqualTo(LostReply.NOT_LOST);
    assertThat(chaos.callFate()).isInstanceOf(CallFate.Completes.class);
  }

  @ParameterizedTest
  @EnumSource
  void every_fault_strikes_at_rate_1(Fault fault) {
    Chaos chaos = chaos("seed=1," + fault.option() + "=1");
    boolean struck =
        switch (fault) {
          case DUPLICATE -> chaos.duplicates();
          case DELAY -> chaos.delaySeconds() > 0;
          case REORDER -> chaos.reorderSeconds() > 0;
          case DROP -> chaos.drops(EVENT, "queue");
          case PARTIAL_PUT -> !chaos.entryError().isEmpty();
          case THROTTLE -> chaos.throttles();
          case LOST_REPLY -> chaos.lostReply() != LostReply.NOT_LOST;
          case CRASH_BEFORE -> chaos.callFate() instanceof CallFate.CrashesBefore;
          case CRASH_AFTER -> chaos.callFate() instanceof CallFate.CrashesAfter;
          case TIMEOUT -> chaos.callFate() instanceof CallFate.TimesOut;
        };
    assertThat(struck).isTrue();
    assertThat(chaos.summary()).isEqualTo(fault.option() + " 1");
  }

  @Test
  void a_shuffled_batch_loses_and_duplicates_nothing() {
    List<Integer> batch = IntStream.range(0, 10).boxed().toList();

    assertThat(chaos("seed=7,reorder=1").reordered(batch))
        .isNotEqualTo(batch)
        .containsExactlyInAnyOrderElementsOf(batch);
  }

  @Test
  void records_drops_by_the_id_in_the_detail_or_the_bus_id() {
    Chaos chaos = chaos("seed=7,drop=1");
    chaos.drops(EVENT, "views");
    chaos.drops("{\"id\": \"bus-2\", \"detail\": {}}", "search");

    assertThat(chaos.drops())
        .containsExactly(new Drop("ada@3", "views"), new Drop("bus-2", "search"));
  }

  private static Chaos chaos(String settings) {
    return new Chaos(ChaosSettings.parse(settings));
  }

  private static List<Integer> delays(Chaos chaos) {
    return Stream.generate(chaos::delaySeconds).limit(1_000).toList();
  }
}
