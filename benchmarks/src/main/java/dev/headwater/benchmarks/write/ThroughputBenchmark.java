package dev.headwater.benchmarks.write;

import dev.headwater.CommandHandler;
import dev.headwater.benchmarks.harness.Benchmark;
import dev.headwater.benchmarks.harness.Callers;
import dev.headwater.benchmarks.harness.CommandSide;
import dev.headwater.benchmarks.harness.Comparison;
import dev.headwater.benchmarks.harness.DynamoDbLocalProcess;
import dev.headwater.benchmarks.harness.Figure;
import dev.headwater.benchmarks.harness.Goal;
import dev.headwater.benchmarks.harness.HttpClients;
import dev.headwater.benchmarks.harness.Report;
import dev.headwater.benchmarks.harness.Rounds;
import dev.headwater.benchmarks.harness.Sample;
import dev.headwater.benchmarks.harness.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Compares commands through the handler with the same reads and writes by the SDK alone. */
public final class ThroughputBenchmark implements Benchmark {
  private static final Goal GOAL = new Goal.AtLeast(0.9);
  private static final Goal GOAL_ALONE = new Goal.AtLeast(0.85);
  private static final Goal NO_GOAL = new Goal.None();

  /** A multiple of each number of callers, and fewer than a handler caches. */
  private static final int CUSTOMERS = 384;

  /** Commands per round, by number of callers: about half a second's worth. */
  private static final Map<Integer, Integer> ROUNDS = Map.of(1, 384, 8, 768, 64, 768);

  private static final List<Integer> CALLERS = List.of(1, 8, 64);
  private static final List<Integer> COLD_CALLERS = List.of(1, 8);
  private static final CommandHandler.Settings WARM = CommandHandler.Settings.DEFAULTS;
  private static final CommandHandler.Settings COLD =
      new CommandHandler.Settings(0, WARM.timeLimit());
  private static final int COLD_COMMANDS = 192;

  @Override
  public String name() {
    return "throughput";
  }

  @Override
  public String purpose() {
    return "commands through the handler ÷ the same reads and writes by the SDK alone";
  }

  @Override
  public Report run(Settings settings) throws IOException {
    String table = CommandSide.table(settings.template());
    String claims = CommandSide.claimsTable(settings.template());
    List<Figure> figures = new ArrayList<>();
    CostMeter meter = new CostMeter();
    try (DynamoDbLocalProcess server = DynamoDbLocalProcess.start(settings.templateFile());
        DynamoDbClient client = server.client();
        DynamoDbClient metered = server.client(meter)) {
      for (int callers : COLD_CALLERS) {
        figures.addAll(
            cold(
                new PairedUpdates(client, table, "cold-" + callers, COLD_COMMANDS, COLD),
                new Callers(callers),
                settings.rounds()));
      }
      for (int callers : COLD_CALLERS) {
        Callers all = new Callers(callers);
        figures.addAll(
            creations(
                "creations",
                PairedCreations.withoutClaims(client, table, "put-" + callers),
                all,
                settings.rounds()));
        figures.addAll(
            creations(
                "creations with a unique value",
                PairedCreations.withClaims(client, table, claims, "claim-" + callers),
                all,
                settings.rounds()));
      }
      for (int callers : CALLERS) {
        figures.addAll(
            warm(
                new PairedUpdates(client, table, "warm-" + callers, CUSTOMERS, WARM),
                new Callers(callers),
                settings.rounds()));
      }
      figures.addAll(new SharedStream(metered, table, meter).measure(settings.rounds()));
    }
    return Report.of(
        figures,
        "Both sides send by "
            + HttpClients.APACHE_5
            + ", the fastest. The reference has the"
            + " request objects ready made, and does nothing with answers.");
  }

  private static List<Figure> cold(PairedUpdates updates, Callers callers, Rounds rounds)
      throws IOException {
    String name = "cold updates, callers: " + callers.count();
    updates.register();
    return figures(
        name,
        rounds.compare(
            name,
            _ -> updates.ours(callers, COLD_COMMANDS),
            _ -> updates.readsAndWrites(callers, COLD_COMMANDS)),
        GOAL);
  }

  private static List<Figure> creations(
      String what, PairedCreations creations, Callers callers, Rounds rounds) throws IOException {
    String name = what + ", callers: " + callers.count();
    return figures(
        name,
        rounds.compare(
            name,
            round -> creations.ours(callers, round, COLD_COMMANDS),
            round -> creations.writes(callers, round, COLD_COMMANDS)),
        GOAL);
  }

  private static List<Figure> warm(PairedUpdates updates, Callers callers, Rounds rounds)
      throws IOException {
    int commands = ROUNDS.getOrDefault(callers.count(), CUSTOMERS);
    String name = "warm updates, callers: " + callers.count();
    updates.register();
    Goal goal =
        switch (callers.count()) {
          case 1 -> GOAL_ALONE;
          case 8 -> GOAL;
          default -> NO_GOAL;
        };
    return figures(
        name,
        rounds.compare(
            name, _ -> updates.ours(callers, commands), _ -> updates.writes(callers, commands)),
        goal);
  }

  private static List<Figure> figures(String name, Comparison compared, Goal goal) {
    return List.of(
        Figure.ratio(name, compared, Sample::perSecond, "commands/s", goal),
        Figure.ratio(name + ", p50", compared, Sample::p50, "ms", NO_GOAL),
        Figure.ratio(name + ", p99", compared, Sample::p99, "ms", NO_GOAL));
  }
}
