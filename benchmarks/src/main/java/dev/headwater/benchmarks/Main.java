package dev.headwater.benchmarks;

import dev.headwater.benchmarks.harness.Benchmark;
import dev.headwater.benchmarks.harness.QuietLog;
import dev.headwater.benchmarks.harness.Report;
import dev.headwater.benchmarks.harness.Rounds;
import dev.headwater.benchmarks.harness.Settings;
import dev.headwater.benchmarks.read.IndexingBenchmark;
import dev.headwater.benchmarks.read.ListBenchmark;
import dev.headwater.benchmarks.read.LocalSearchBenchmark;
import dev.headwater.benchmarks.read.LookUpBenchmark;
import dev.headwater.benchmarks.read.ProjectorBenchmark;
import dev.headwater.benchmarks.read.SearchBenchmark;
import dev.headwater.benchmarks.rebuild.RebuildBenchmark;
import dev.headwater.benchmarks.restore.RestoreBenchmark;
import dev.headwater.benchmarks.write.CostCardBenchmark;
import dev.headwater.benchmarks.write.FirstCommandBenchmark;
import dev.headwater.benchmarks.write.HttpClientsBenchmark;
import dev.headwater.benchmarks.write.InMemoryBenchmark;
import dev.headwater.benchmarks.write.ThroughputBenchmark;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs benchmarks by name and prints their figures. */
@Command(
    name = "benchmarks/run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measure what Headwater costs compared with the bare services.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:All goals are met.",
      "1:A goal is missed, or a benchmark failed.",
      "2:A name or option is wrong."
    })
public final class Main implements Callable<Integer> {
  private static final List<Benchmark> ALL =
      List.of(
          new SearchBenchmark(),
          new IndexingBenchmark(),
          new ListBenchmark(),
          new LocalSearchBenchmark(),
          new LaptopBenchmark(),
          new ChildBenchmark(),
          new LookUpBenchmark(),
          new ProjectorBenchmark(),
          new RebuildBenchmark(),
          new RedriveBenchmark(),
          new CostCardBenchmark(),
          new ThroughputBenchmark(),
          new InMemoryBenchmark(),
          new FirstCommandBenchmark(),
          new RestoreBenchmark(),
          new HttpClientsBenchmark(),
          new SimulationBenchmark());
  private static final int WARM_UPS = 20;
  private static final int MAX_CUSTOMERS = 10_000_000;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "NAME", arity = "0..*", description = "Benchmarks to run.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--rounds",
      defaultValue = "15",
      paramLabel = "N",
      description = "Rounds that count (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--customers",
      defaultValue = "100000",
      paramLabel = "N",
      description = "Customers to search among or to rebuild (default: ${DEFAULT-VALUE}).")
  private int customers;

  private Main() {}

  public static void main(String[] arguments) throws IOException {
    Locale.setDefault(Locale.US);
    QuietLog.configure();
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    CommandLine command = new CommandLine(new Main());
    command
        .setUsageHelpAutoWidth(true)
        .getCommandSpec()
        .usageMessage()
        .footer(
            ALL.stream()
                .map(benchmark -> "  %-14s %s".formatted(benchmark.name(), benchmark.purpose()))
                .collect(Collectors.joining("%n", "%nBenchmarks:%n", "")));
    return command;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (names.isEmpty()) {
      spec.commandLine().usage(out);
      return CommandLine.ExitCode.OK;
    }
    Settings settings = settings();
    List<Report> reports = new ArrayList<>();
    for (Benchmark benchmark : named()) {
      Report report = benchmark.run(settings);
      // Also reported at once: the next benchmark may fail.
      spec.commandLine().getErr().println(report);
      reports.add(report);
    }
    out.printf(
        "%n%s processors, Java %s, medians of %s rounds%n",
        Runtime.getRuntime().availableProcessors(), Runtime.version().feature(), rounds);
    reports.forEach(report -> out.printf("%n%s", report));
    return reports.stream().allMatch(Report::meetsGoals)
        ? CommandLine.ExitCode.OK
        : CommandLine.ExitCode.SOFTWARE;
  }

  private Settings settings() {
    if (rounds < 1 || rounds > Rounds.MAX - WARM_UPS) {
      throw invalid("--rounds takes 1 to " + (Rounds.MAX - WARM_UPS));
    }
    if (customers < 1000 || customers > MAX_CUSTOMERS) {
      throw invalid("--customers takes 1000 to " + MAX_CUSTOMERS);
    }
    return new Settings(
        new Rounds(WARM_UPS, rounds), customers, Path.of(System.getProperty("headwater.home", "")));
  }

  private Set<Benchmark> named() {
    return names.stream().map(this::named).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private Benchmark named(String name) {
    return ALL.stream()
        .filter(benchmark -> benchmark.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                invalid(
                    "There is no benchmark '"
                        + name
                        + "'; there are "
                        + ALL.stream().map(Benchmark::name).collect(Collectors.joining(", "))));
  }

  private ParameterException invalid(String reason) {
    return new ParameterException(spec.commandLine(), reason);
  }
}
