package dev.headwater.benchmarks.harness;

import java.io.IOException;

/** A benchmark that can be run by name. */
public interface Benchmark {
  /** The name on the command line. */
  String name();

  /** What it measures, in one line. */
  String purpose();

  /** Starts what it needs, measures, and stops what it started. */
  Report run(Settings settings) throws IOException;
}
