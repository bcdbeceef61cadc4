package dev.headwater.benchmarks.write;

import dev.headwater.benchmarks.harness.Callers;
import dev.headwater.benchmarks.harness.CommandSide;
import dev.headwater.benchmarks.harness.DescribedCustomers;
import dev.headwater.benchmarks.harness.Figure;
import dev.headwater.benchmarks.harness.Goal;
import dev.headwater.benchmarks.harness.Rounds;
import dev.headwater.benchmarks.harness.Sample;
import dev.headwater.benchmarks.harness.SampleCommands;
import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.dynamodb.DynamoDbEventLog;
import dev.headwater.event.Commit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Many callers of one handler on one stream, none of whom expects a version. */
record SharedStream(DynamoDbClient client, String table, CostMeter meter) {
  private static final Callers CALLERS = new Callers(64);
  private static final int COMMANDS = 320;
  private static final Goal NO_GOAL = new Goal.None();

  /** A round in which every command was stored. */
  private record Round(Sample sample, double requests, long misplaced) {}

  List<Figure> measure(Rounds rounds) throws IOException {
    List<Round> measured = new ArrayList<>();
    List<Sample> samples =
        rounds.measure(
            "one stream, callers: " + CALLERS.count(),
            number -> {
              Round round =
                  round(SampleCommands.to(String.format(Locale.ROOT, "shared-%06d", number)));
              measured.add(round);
              return round.sample;
            });
    double requests = measured.stream().mapToDouble(Round::requests).average().orElseThrow();
    long misplaced = measured.stream().mapToLong(Round::misplaced).sum();
    String name = "one stream, callers: " + CALLERS.count();
    return List.of(
        Figure.alone(name + ", requests", requests, "per command", new Goal.AtMost(2)),
        new Figure(
            name + ", versions missing or wrong",
            Long.toString(misplaced),
            "",
            misplaced,
            new Goal.AtMost(0)),
        figure(name, samples, Sample::perSecond, "commands/s"),
        figure(name + ", p50", samples, Sample::p50, "ms"),
        figure(name + ", p99", samples, Sample::p99, "ms"));
  }

  private static Figure figure(
      String name, List<Sample> samples, ToDoubleFunction<Sample> measure, String unit) {
    return Figure.alone(
        name,
        new Median().evaluate(samples.stream().mapToDouble(measure).toArray()),
        unit,
        NO_GOAL);
  }

  private Round round(SampleCommands customer) throws IOException {
    CommandSide handler = CommandSide.on(client, table);
    long[] versions = new long[COMMANDS + 1];
    versions[COMMANDS] = handler.commit(customer.register());
    meter.take();
    Sample sample =
        CALLERS.run(
            COMMANDS, number -> versions[number] = handler.commit(customer.update(number + 1)));
    double requests = (double) meter.take().requests() / COMMANDS;
    Arrays.sort(versions);
    return new Round(sample, requests, misplaced(versions) + misplaced(stored(customer)));
  }

  /** The versions in the table. */
  private long[] stored(SampleCommands customer) {
    List<Commit<CustomerEvent>> commits = new ArrayList<>();
    new DynamoDbEventLog<>(client, table, DescribedCustomers.CUSTOMER.events())
        .readAll(DescribedCustomers.CUSTOMER.stream(customer.customer().value()), 0, commits::add);
    return commits.stream().mapToLong(Commit::firstVersion).toArray();
  }

  /** How many of the versions 1, 2, … are missing or out of place. */
  private static long misplaced(long[] versions) {
    return LongStream.rangeClosed(1, COMMANDS + 1)
        .filter(version -> version > versions.length || versions[(int) version - 1] != version)
        .count();
  }
}
