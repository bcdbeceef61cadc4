package dev.headwater.benchmarks.read;

import dev.headwater.benchmarks.harness.Benchmark;
import dev.headwater.benchmarks.harness.Comparison;
import dev.headwater.benchmarks.harness.DescribedCustomers;
import dev.headwater.benchmarks.harness.Figure;
import dev.headwater.benchmarks.harness.Goal;
import dev.headwater.benchmarks.harness.HttpPost;
import dev.headwater.benchmarks.harness.Report;
import dev.headwater.benchmarks.harness.RequestRecorder;
import dev.headwater.benchmarks.harness.Rounds;
import dev.headwater.benchmarks.harness.Sample;
import dev.headwater.benchmarks.harness.SampleCustomers;
import dev.headwater.benchmarks.harness.Settings;
import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.view.CustomerView;
import dev.headwater.event.EventLog;
import dev.headwater.host.Host;
import dev.headwater.opensearch.OpenSearchIndices;
import dev.headwater.projection.Delivery;
import dev.headwater.projection.ProjectedBatch;
import dev.headwater.projection.Projector;
import dev.headwater.testsupport.OpenSearchServer;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Compares indexing through the projector with raw bulks of the same documents and batches. */
public final class IndexingBenchmark implements Benchmark {
  private static final Goal GOAL = new Goal.AtLeast(0.8);
  private static final Goal NO_GOAL = new Goal.None();
  private static final int BATCHES = 10;
  private static final String PROJECTED = "projected";
  private static final String BULK = "/_bulk";
  private static final String ALL = "";

  @Override
  public String name() {
    return "indexing";
  }

  @Override
  public String purpose() {
    return "indexing through the projector ÷ raw bulks of the same documents";
  }

  @Override
  public Report run(Settings settings) throws IOException {
    int batchSize = settings.template().batchSize("SearchProjectorFunction");
    try (OpenSearchServer server = settings.startOpenSearch();
        RequestRecorder recorder = RequestRecorder.start()) {
      SearchIndex ours = SearchIndex.create(server.endpoint(), PROJECTED);
      SearchIndex reference = SearchIndex.create(server.endpoint(), "raw");
      Batches batches =
          new Batches(
              batchSize,
              projector(ours),
              projector(SearchIndex.at(recorder.endpoint(), PROJECTED)),
              recorder,
              reference);
      Rounds rounds = settings.rounds();
      // The second updates what the first registered; the third knows the previous documents.
      return Report.of(
          List.of(
              batches.compare(new Kind("registrations ÷ bulk", 1, BULK), GOAL, rounds),
              batches.compare(new Kind("updates ÷ look-up and bulk", 2, ALL), GOAL, rounds),
              batches.compare(new Kind("updates ÷ bulk alone", 3, BULK), NO_GOAL, rounds)));
    }
  }

  private static Projector<CustomerView, CustomerEvent> projector(SearchIndex index) {
    return new Projector<>(
        DescribedCustomers.VIEW.searchDefinition(),
        SampleMessages.CODEC,
        log(),
        index.views(),
        Host.system());
  }

  /** The streams of all sample customers. */
  private static EventLog<CustomerEvent> log() {
    return (stream, afterVersion, _) ->
        new EventLog.Page<>(
            SampleCustomers.commits(SampleCustomers.number(stream.id())).stream()
                .filter(commit -> commit.firstVersion() > afterVersion)
                .toList(),
            false);
  }

  /**
   * A comparison.
   *
   * @param version of each customer's event
   * @param sent path suffixes of the requests that the reference sends
   */
  private record Kind(String name, int version, String sent) {}

  /** Measures both sides. */
  private record Batches(
      int size,
      Projector<CustomerView, CustomerEvent> ours,
      Projector<CustomerView, CustomerEvent> recorded,
      RequestRecorder recorder,
      SearchIndex reference) {
    Figure compare(Kind kind, Goal goal, Rounds rounds) throws IOException {
      Comparison compared =
          rounds.compare(
              "index " + kind.name,
              round -> {
                var batches = batches(round, kind.version);
                return Sample.of(BATCHES, number -> project(ours, batches.get(number)));
              },
              round -> {
                List<List<HttpPost>> batches = new ArrayList<>();
                for (List<Delivery.Event> batch : batches(round, kind.version)) {
                  batches.add(requests(batch, kind.sent));
                }
                return Sample.of(
                    BATCHES,
                    number -> {
                      for (HttpPost post : batches.get(number)) {
                        post.send(reference.endpoint());
                      }
                    });
              });
      return Figure.ratio(
          "indexing, " + kind.name,
          compared,
          sample -> size * sample.perSecond(),
          "documents/s",
          goal);
    }

    private List<List<Delivery.Event>> batches(int round, int version) {
      return IntStream.range(round * BATCHES, (round + 1) * BATCHES)
          .mapToObj(
              batch ->
                  IntStream.range(batch * size, (batch + 1) * size)
                      .mapToObj(customer -> delivery(customer, version))
                      .toList())
          .toList();
    }

    private static Delivery.Event delivery(int customer, int version) {
      return SampleMessages.of(SampleCustomers.commits(customer).get(version - 1));
    }

    private void project(
        Projector<CustomerView, CustomerEvent> projector, List<Delivery.Event> batch)
        throws IOException {
      ProjectedBatch projected = projector.project(batch, Instant.MAX);
      if (projected.moved() != batch.size()) {
        throw new IOException("Not all views moved: " + projected);
      }
    }

    /** What the projector sends for this batch, for the other index. */
    private List<HttpPost> requests(List<Delivery.Event> batch, String ending) throws IOException {
      project(recorded, batch);
      List<HttpPost> requests =
          recorder.take().stream()
              .filter(post -> URI.create(post.path()).getPath().endsWith(ending))
              .map(
                  post ->
                      post.withPath(
                          post.path()
                              .replace(OpenSearchIndices.writeAlias(PROJECTED), reference.name())))
              .toList();
      if (requests.isEmpty()) {
        throw new IOException("A batch takes requests whose paths end with " + ending);
      }
      return requests;
    }
  }
}
