package dev.headwater.benchmarks.write;

import dev.headwater.benchmarks.harness.Benchmark;
import dev.headwater.benchmarks.harness.CommandSide;
import dev.headwater.benchmarks.harness.DynamoDbLocalProcess;
import dev.headwater.benchmarks.harness.Figure;
import dev.headwater.benchmarks.harness.Goal;
import dev.headwater.benchmarks.harness.HttpClients;
import dev.headwater.benchmarks.harness.Report;
import dev.headwater.benchmarks.harness.Sample;
import dev.headwater.benchmarks.harness.Settings;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Compares a cold command function with the least that a cold JVM needs for one write. */
public final class FirstCommandBenchmark implements Benchmark {
  @Override
  public String name() {
    return "first-command";
  }

  @Override
  public String purpose() {
    return "start of a JVM until its first command ÷ until its first PutItem by the SDK";
  }

  @Override
  public Report run(Settings settings) throws IOException {
    String table = CommandSide.table(settings.template());
    try (DynamoDbLocalProcess tables = DynamoDbLocalProcess.start(settings.templateFile())) {
      Map<String, String> environment =
          settings.template().environment("CommandFunction", Map.of("DYNAMODB", tables.endpoint()));
      return Report.of(
          List.of(
              Figure.ratio(
                  "first command of a JVM, from its start",
                  settings
                      .rounds()
                      .warm()
                      .compare(
                          "first commands",
                          _ -> new Sample(FirstCommand.nanos(environment)),
                          _ ->
                              new Sample(
                                  FirstCall.of(
                                          HttpClients.APACHE_5,
                                          tables.endpoint(),
                                          table,
                                          FirstCall.javaOptions(environment))
                                      .nanos())),
                  Sample::p50,
                  "ms",
                  new Goal.AtMost(1.3))),
          "Without a snapshot, with the same HTTP client and the same options of Java.");
    }
  }
}
