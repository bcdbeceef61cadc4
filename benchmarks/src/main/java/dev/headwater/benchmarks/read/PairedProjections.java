package dev.headwater.benchmarks.read;

import dev.headwater.benchmarks.harness.Callers;
import dev.headwater.benchmarks.harness.DescribedCustomers;
import dev.headwater.benchmarks.harness.Sample;
import dev.headwater.benchmarks.harness.ServiceTemplate;
import dev.headwater.benchmarks.harness.WriteRecorder;
import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.view.CustomerView;
import dev.headwater.dynamodb.DynamoDbEventLog;
import dev.headwater.dynamodb.views.DynamoDbViewStore;
import dev.headwater.dynamodb.views.ViewTable;
import dev.headwater.host.Host;
import dev.headwater.projection.Delivery;
import dev.headwater.projection.ProjectedBatch;
import dev.headwater.projection.Projector;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/**
 * Two sets of customers that differ only in a letter. Messages of ours go through a projector,
 * wired as in {@link ViewProjectorFunction}; for the reference's, the SDK alone sends the requests
 * that a recorder saw from a projector.
 */
final class PairedProjections {
  private static final int BATCHES_OF_EACH = 45;

  private final DynamoDbClient client;
  private final ServiceTemplate template;
  private final Callers instances;
  private final Traffic traffic;
  private final int batches;
  private final Projector<CustomerView, CustomerEvent> projector;
  private final WriteRecorder recorder;
  private final Projector<CustomerView, CustomerEvent> recorded;

  /**
   * @param instances of the function, each of which handles one batch at a time
   */
  PairedProjections(
      DynamoDbClient client, ServiceTemplate template, Callers instances, Traffic traffic) {
    this.client = client;
    this.template = template;
    this.instances = instances;
    this.traffic = traffic;
    this.batches = instances.count() * BATCHES_OF_EACH;
    this.projector = projector(client, template);
    this.recorder = new WriteRecorder(client);
    this.recorded = projector(recorder, template);
  }

  private static Projector<CustomerView, CustomerEvent> projector(
      DynamoDbClient client, ServiceTemplate template) {
    var environment = template.function("ViewProjectorFunction").environment();
    var log =
        new DynamoDbEventLog<>(
            client, environment.getOrDefault("COMMAND_TABLE", ""), SampleMessages.CODEC);
    var views =
        new DynamoDbViewStore<>(
            client,
            new ViewTable(
                environment.getOrDefault("READ_MODEL_TABLE_CUSTOMER_VIEW", ""),
                Integer.parseInt(environment.getOrDefault("LIST_SHARDS", ""))),
            DescribedCustomers.VIEW.viewFormat(),
            Host.system());
    return new Projector<>(
        DescribedCustomers.VIEW.definition(), SampleMessages.CODEC, log, views, Host.system());
  }

  String name() {
    return traffic.name();
  }

  /** How many views a round updates. */
  int views() {
    return batches * traffic.customers();
  }

  /** Registers customers before the first round. */
  void prepare() throws IOException {
    if (!traffic.registering()) {
      var before = new PairedProjections(client, template, instances, traffic.registrations());
      before.ours(0);
      before.writes(0);
    }
  }

  Sample ours(int round) throws IOException {
    List<List<Delivery.Event>> messages = traffic.round("o", round, batches);
    return instances.run(batches, number -> project(projector, messages.get(number)));
  }

  /** Only the writes, as many at once as the instances can have in flight. */
  Sample writes(int round) throws IOException {
    List<PutItemRequest> puts =
        record(round).stream().flatMap(batch -> batch.puts.stream()).toList();
    return new Callers(instances.count() * traffic.customers())
        .run(puts.size(), number -> client.putItem(puts.get(number)));
  }

  /** Batch by batch: the look-up, and then all writes at once. */
  Sample lookUpsAndWrites(int round) throws IOException {
    List<Requests> requests = record(round);
    Callers atOnce = new Callers(traffic.customers());
    return instances.run(
        batches,
        number -> {
          Requests batch = requests.get(number);
          batch.lookUps.forEach(client::batchGetItem);
          atOnce.run(batch.puts.size(), put -> client.putItem(batch.puts.get(put)));
        });
  }

  /** What the projector would send in the next round after the measured ones. */
  double requestsPerEvent(int round) throws IOException {
    int requests = record(round).stream().mapToInt(Requests::count).sum();
    return (double) requests / (views() * traffic.messages());
  }

  /** What the projector sends for a batch. */
  private record Requests(List<BatchGetItemRequest> lookUps, List<PutItemRequest> puts) {
    int count() {
      return lookUps.size() + puts.size();
    }
  }

  private List<Requests> record(int round) throws IOException {
    List<Requests> requests = new ArrayList<>();
    for (List<Delivery.Event> batch : traffic.round("r", round, batches)) {
      project(recorded, batch);
      requests.add(new Requests(recorder.takeLookUps(), recorder.takePuts()));
    }
    return requests;
  }

  private void project(Projector<CustomerView, CustomerEvent> by, List<Delivery.Event> batch)
      throws IOException {
    ProjectedBatch projected = by.project(batch, Instant.MAX);
    if (projected.moved() != traffic.customers() || projected.gaps() > 0) {
      throw new IOException("Not all views moved by their messages: " + projected);
    }
  }
}
