package dev.headwater.benchmarks.read;

import dev.headwater.benchmarks.harness.Benchmark;
import dev.headwater.benchmarks.harness.Callers;
import dev.headwater.benchmarks.harness.Comparison;
import dev.headwater.benchmarks.harness.DynamoDbLocalProcess;
import dev.headwater.benchmarks.harness.Figure;
import dev.headwater.benchmarks.harness.Goal;
import dev.headwater.benchmarks.harness.Report;
import dev.headwater.benchmarks.harness.Rounds;
import dev.headwater.benchmarks.harness.Sample;
import dev.headwater.benchmarks.harness.ServiceTemplate;
import dev.headwater.benchmarks.harness.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Compares events through the projector with raw writes of the same views. */
public final class ProjectorBenchmark implements Benchmark {
  private static final Goal GOAL = new Goal.AtLeast(0.8);
  private static final Goal NO_GOAL = new Goal.None();

  /**
   * How many concurrent batches Lambda starts with on a queue.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html">Scaling
   *     for SQS event source mappings</a>
   */
  private static final Callers FIVE = new Callers(5);

  private static final Callers ALONE = new Callers(1);

  @Override
  public String name() {
    return "projector";
  }

  @Override
  public String purpose() {
    return "events through the projector ÷ raw conditional PutItems of the same views";
  }

  @Override
  public Report run(Settings settings) throws IOException {
    ServiceTemplate template = settings.template();
    int size = template.batchSize("ViewProjectorFunction");
    List<Figure> figures = new ArrayList<>();
    try (DynamoDbLocalProcess server = DynamoDbLocalProcess.start(settings.templateFile());
        DynamoDbClient client = server.client()) {
      Trials trials = new Trials(client, template, settings.rounds());
      figures.add(trials.puts(new Traffic("registrations", size, 1, true), FIVE, GOAL));
      figures.add(trials.puts(new Traffic("updates", size, 1, false), FIVE, GOAL));
      figures.addAll(trials.oneCustomer(new Traffic("of-one-customer", 1, size, false)));
      figures.addAll(trials.lookUpsAndPuts(new Traffic("registrations-alone", size, 1, true)));
      figures.addAll(trials.lookUpsAndPuts(new Traffic("updates-alone", size, 1, false)));
      figures.add(trials.puts(new Traffic("updates-by-one", size, 1, false), ALONE, NO_GOAL));
    }
    return Report.of(
        figures,
        "The reference has the request objects ready made, and does nothing with answers.");
  }

  private record Trials(DynamoDbClient client, ServiceTemplate template, Rounds rounds) {
    Figure puts(Traffic traffic, Callers instances, Goal goal) throws IOException {
      PairedProjections sides = sides(traffic, instances);
      return Figure.ratio(
          traffic.name() + " ÷ puts",
          compare(sides, sides::writes),
          viewsPerSecond(sides),
          "views/s",
          goal);
    }

    List<Figure> lookUpsAndPuts(Traffic traffic) throws IOException {
      PairedProjections sides = sides(traffic, ALONE);
      Comparison compared = compare(sides, sides::lookUpsAndWrites);
      return List.of(
          Figure.ratio(
              traffic.name() + " ÷ look-up and puts",
              compared,
              viewsPerSecond(sides),
              "views/s",
              GOAL),
          requests(sides, new Goal.AtMost(1.1)));
    }

    /** One put writes the view for all messages of a batch: reports both by events and by views. */
    List<Figure> oneCustomer(Traffic traffic) throws IOException {
      PairedProjections sides = sides(traffic, FIVE);
      Comparison compared = compare(sides, sides::writes);
      ToDoubleFunction<Sample> views = viewsPerSecond(sides);
      int events = traffic.messages();
      return List.of(
          new Figure(
              traffic.name() + ", events ÷ puts",
              Figure.number(events * compared.ours(views)) + " events/s",
              Figure.number(compared.reference(views)) + " puts/s",
              events * compared.ratio(views),
              GOAL),
          Figure.ratio(traffic.name() + ", views ÷ puts", compared, views, "views/s", NO_GOAL),
          requests(sides, new Goal.AtMost(0.2)));
    }

    private Figure requests(PairedProjections sides, Goal goal) throws IOException {
      double perEvent = sides.requestsPerEvent(rounds.warmUps() + rounds.measured());
      return Figure.alone(sides.name() + ", requests", perEvent, "per event", goal);
    }

    private PairedProjections sides(Traffic traffic, Callers instances) {
      return new PairedProjections(client, template, instances, traffic);
    }

    private Comparison compare(PairedProjections sides, Rounds.Side reference) throws IOException {
      sides.prepare();
      return rounds.compare("project " + sides.name(), sides::ours, reference);
    }

    private static ToDoubleFunction<Sample> viewsPerSecond(PairedProjections sides) {
      return sample -> sides.views() / sample.seconds();
    }
  }
}
