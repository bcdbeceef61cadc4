package dev.headwater.benchmarks;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import dev.headwater.Commit;
import dev.headwater.Delivery;
import dev.headwater.EventLog;
import dev.headwater.Host;
import dev.headwater.ProjectedBatch;
import dev.headwater.Projector;
import dev.headwater.customers.SearchProjectorFunction;
import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.customer.CustomerEventCodec;
import dev.headwater.customers.view.CustomerProjection;
import dev.headwater.customers.view.CustomerView;
import dev.headwater.testkit.servers.OpenSearchServer;

/** Indexing through the projector beside raw bulks of the same documents, in the same batches. */
final class IndexingBenchmark implements Benchmark {
    private static final Goal GOAL = new Goal.AtLeast(0.8);
    private static final int BATCHES = 10;
    private static final CustomerEventCodec CODEC = new CustomerEventCodec();

    @Override
    public String name() {
        return "indexing";
    }

    @Override
    public String purpose() {
        return "indexing through the projector ÷ raw bulks of the same documents";
    }

    @Override
    public List<Figure> run(Settings settings) throws IOException {
        int batchSize = settings.template().batchSize(SearchProjectorFunction.class);
        try (OpenSearchServer server = settings.startOpenSearch();
                RequestRecorder recorder = RequestRecorder.start()) {
            SearchIndex ours = SearchIndex.create(server.endpoint(), "projected");
            SearchIndex reference = SearchIndex.create(server.endpoint(), "raw");
            Batches batches = new Batches(batchSize, projector(ours),
                    projector(SearchIndex.at(recorder.endpoint(), "projected")), recorder,
                    reference);
            // What is registered by the first is updated by the second.
            return List.of(batches.compare("registrations", 1, settings.rounds()),
                    batches.compare("updates", 2, settings.rounds()));
        }
    }

    private static Projector<CustomerView, CustomerEvent> projector(SearchIndex index) {
        return new Projector<>(new CustomerProjection("customer-search"), CODEC, log(),
                index.views(), Host.system());
    }

    /** All sample customers' streams. */
    private static EventLog<CustomerEvent> log() {
        return (stream, afterVersion, _) -> new EventLog.Page<>(
                SampleCustomers.commits(SampleCustomers.number(stream.id()))
                        .stream()
                        .filter(commit -> commit.firstVersion() > afterVersion)
                        .toList(),
                false);
    }

    /** Both sides. */
    private record Batches(int size, Projector<CustomerView, CustomerEvent> ours,
            Projector<CustomerView, CustomerEvent> recorded, RequestRecorder recorder,
            SearchIndex reference) {
        Figure compare(String what, int version, Rounds rounds) throws IOException {
            Comparison compared = rounds.compare("index " + what, round -> {
                var batches = batches(round, version);
                return Sample.of(BATCHES, number -> project(ours, batches.get(number)));
            }, round -> {
                List<HttpPost> bulks = bulks(batches(round, version));
                return Sample.of(BATCHES, number -> bulks.get(number).send(reference.endpoint()));
            });
            return Figure.ratio("indexing, " + what + ", batches of " + size, compared,
                    sample -> size * sample.perSecond(), "documents/s", GOAL);
        }

        private List<List<Delivery.Event>> batches(int round, int version) {
            return IntStream.range(round * BATCHES, (round + 1) * BATCHES)
                    .mapToObj(batch -> IntStream.range(batch * size, (batch + 1) * size)
                            .mapToObj(customer -> delivery(customer, version))
                            .toList())
                    .toList();
        }

        private static Delivery.Event delivery(int customer, int version) {
            return new Delivery.Event("message-" + customer,
                    Commit.encode(SampleCustomers.commits(customer).get(version - 1), CODEC)
                            .event(0));
        }

        private void project(Projector<CustomerView, CustomerEvent> projector,
                List<Delivery.Event> batch) throws IOException {
            ProjectedBatch projected = projector.project(batch, Instant.MAX);
            if (projected.moved() != batch.size()) {
                throw new IOException("Not all views moved: " + projected);
            }
        }

        /** What the projector sends to write these batches, for the other index. */
        private List<HttpPost> bulks(List<List<Delivery.Event>> batches) throws IOException {
            for (List<Delivery.Event> batch : batches) {
                project(recorded, batch);
            }
            return recorder.take()
                    .stream()
                    .filter(post -> post.path().endsWith("/_bulk"))
                    .map(post -> post.withPath("/" + reference.name() + "/_bulk"))
                    .toList();
        }
    }
}
