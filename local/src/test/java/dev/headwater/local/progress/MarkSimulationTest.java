package dev.headwater.local.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.progress.SimulatedCloud.Flaw;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * In any order of events, a process that dies loses no work of a record that the mark on disk
 * counts as handled.
 */
class MarkSimulationTest {
  private static final int SEEDS = 150;
  private static final int STEPS = 600;

  @TempDir Path folder;

  @Test
  void no_work_of_a_record_below_the_mark_is_only_in_memory() {
    int moves = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      Run run = run(seed, Flaw.NONE);
      assertThat(run.lost).as("seed %d", seed).isEmpty();
      assertThat(run.mark).as("seed %d", seed).isEqualTo(run.settled);
      moves += run.moves;
    }
    assertThat(moves).as("the mark moves in the middle, too").isGreaterThan(SEEDS * 3);
  }

  @ParameterizedTest
  @EnumSource(value = Flaw.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void detects_a_wrong_implementation(Flaw flaw) {
    for (long seed = 0; seed < SEEDS; seed++) {
      if (!run(seed, flaw).lost.isEmpty()) {
        return;
      }
    }
    throw new AssertionError("No seed detects the flaw " + flaw);
  }

  private record Run(List<String> lost, int mark, int settled, int moves) {}

  private Run run(long seed, Flaw flaw) {
    SimulatedCloud cloud = new SimulatedCloud(seed, flaw);
    CheckpointFile file = new CheckpointFile(folder.resolve(flaw + "-" + seed));
    LowWaterMark mark =
        LowWaterMark.of(
            cloud.work(),
            new LowWaterMark.Stores(() -> {}, List::of),
            folder.resolve(flaw + "-" + seed));
    mark.begin();
    List<String> lost = new ArrayList<>();
    int last = 0;
    int moves = 0;
    for (int step = 0; step < STEPS && lost.isEmpty(); step++) {
      cloud.step();
      if (cloud.mayAdvance()) {
        mark.advance(cloud::positionsBeforeMoreSteps);
        int now = number(file);
        lost.addAll(cloud.inMemoryOf(now));
        moves += now > last ? 1 : 0;
        last = now;
      }
    }
    cloud.drain();
    mark.advance(cloud::positions);
    mark.advance(cloud::positions);
    return new Run(lost, number(file), cloud.settled(), moves);
  }

  private static int number(CheckpointFile file) {
    Checkpoint checkpoint = file.read().orElseThrow().checkpoint();
    return checkpoint.streams().isEmpty()
        ? 0
        : Integer.parseInt(checkpoint.positions("fn/Stream", "arn").getOrDefault("shard", "0"));
  }
}
