package dev.headwater.fuzz;

/**
 * What a run repeats: {@code -Dfuzz.seed=7 -Dfuzz.requests=20000 -Dfuzz.forms=800}.
 *
 * @param requests over HTTP
 * @param forms over raw sockets
 */
record FuzzRun(long seed, int requests, int forms) {
  private static final int REQUESTS = 20_000;
  private static final int FORMS = 800;

  /** A new seed each time, unless one is given. */
  static FuzzRun fromProperties() {
    FuzzRun run =
        new FuzzRun(
            Long.getLong("fuzz.seed", System.currentTimeMillis()),
            Integer.getInteger("fuzz.requests", REQUESTS),
            Integer.getInteger("fuzz.forms", FORMS));
    print(
        "seed %d: repeat with -Dfuzz.seed=%d -Dfuzz.requests=%d -Dfuzz.forms=%d",
        run.seed, run.seed, run.requests, run.forms);
    return run;
  }

  Chance chance(long index) {
    return new Chance(seed, index);
  }

  static void print(String format, Object... values) {
    System.out.printf("fuzz: " + format + "%n", values);
  }
}
