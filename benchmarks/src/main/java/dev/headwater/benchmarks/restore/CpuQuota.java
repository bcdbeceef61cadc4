package dev.headwater.benchmarks.restore;

import dev.headwater.local.ground.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * A share of a processor for processes, by Linux's control groups, of either version.
 *
 * @param group its folder
 */
record CpuQuota(Path group) implements AutoCloseable {
  private static final Path ROOT = Path.of("/sys/fs/cgroup");
  private static final String MEMBERS = "cgroup.procs";
  private static final int PERIOD_MICROS = 20_000;

  /**
   * @param processors such as 0.5
   * @throws IOException if this machine cannot limit processors, or not by this user
   */
  static CpuQuota of(double processors) throws IOException {
    Path older = ROOT.resolve("cpu");
    boolean isOlder = Files.isDirectory(older);
    Path group = (isOlder ? older : ROOT).resolve("headwater-" + ProcessHandle.current().pid());
    long quota = Math.round(processors * PERIOD_MICROS);
    try {
      Files.deleteIfExists(group); // of an earlier process with this id
      Files.createDirectory(group);
      if (isOlder) {
        Files.writeString(group.resolve("cpu.cfs_period_us"), String.valueOf(PERIOD_MICROS));
        Files.writeString(group.resolve("cpu.cfs_quota_us"), String.valueOf(quota));
      } else {
        Files.writeString(
            group.resolve("cpu.max"), String.format(Locale.ROOT, "%d %d", quota, PERIOD_MICROS));
      }
    } catch (IOException e) {
      Files.deleteIfExists(group);
      throw new IOException(
          "Processors cannot be limited here: run this as root on Linux, where "
              + ROOT
              + " can be written and gives its groups the cpu controller",
          e);
    }
    return new CpuQuota(group);
  }

  /** Limits a process from now on. */
  void limit(long pid) throws IOException {
    Files.writeString(group.resolve(MEMBERS), String.valueOf(pid));
  }

  /** Waits until idle processes have their full share again. */
  void awaitFull() throws IOException {
    if (new StopSignal().pause(Duration.of(2 * PERIOD_MICROS, ChronoUnit.MICROS))) {
      throw new IOException("Interrupted");
    }
  }

  /** All processes must have ended. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(group);
  }
}
