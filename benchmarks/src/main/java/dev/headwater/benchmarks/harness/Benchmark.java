package dev.headwater.benchmarks.harness;

import java.io.IOException;

/** Something that is measured by name. */
public interface Benchmark {
  /** What it is called by. */
  String name();

  /** What it measures, in one line. */
  String purpose();

  /** Starts what it needs, measures, and ends what it started. */
  Report run(Settings settings) throws IOException;
}
