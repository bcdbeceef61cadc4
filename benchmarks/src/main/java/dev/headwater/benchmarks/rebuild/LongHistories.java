package dev.headwater.benchmarks.rebuild;

import dev.headwater.benchmarks.harness.BatchWriter;
import dev.headwater.benchmarks.harness.CommandSide;
import dev.headwater.benchmarks.harness.DescribedCustomers;
import dev.headwater.benchmarks.harness.Progress;
import dev.headwater.benchmarks.harness.SampleCustomers;
import dev.headwater.benchmarks.harness.WriteRecorder;
import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.customer.CustomerEvent.CustomerEmailUpdated;
import dev.headwater.customers.customer.CustomerEvent.CustomerRegistered;
import dev.headwater.event.CommandStamp;
import dev.headwater.event.Commit;
import dev.headwater.event.Metadata;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import me.tongfei.progressbar.ProgressBar;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Customers with ten events each, in the events table. */
record LongHistories(int customers) {
  static final int EVENTS = 10;

  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
  private static final int AT_ONCE = 500;

  int events() {
    return customers * EVENTS;
  }

  void store(DynamoDbClient client, String table) throws IOException {
    WriteRecorder recorder = new WriteRecorder(client);
    BatchWriter writer = new BatchWriter(client, table);
    var store = CommandSide.store(recorder, table);
    try (ProgressBar progress = Progress.of("store " + events() + " events", customers)) {
      for (int number = 0; number < customers; number++) {
        commits(number).forEach(store::append);
        if ((number + 1) % AT_ONCE == 0) {
          writer.put(recorder.takePuts());
          progress.stepTo(number + 1L);
        }
      }
      writer.put(recorder.takePuts());
    }
  }

  private static List<Commit<CustomerEvent>> commits(int number) {
    return IntStream.rangeClosed(1, EVENTS).mapToObj(version -> commit(number, version)).toList();
  }

  private static Commit<CustomerEvent> commit(int number, int version) {
    String email = SampleCustomers.email(number);
    return new Commit<>(
        DescribedCustomers.CUSTOMER.stream(SampleCustomers.id(number)),
        version,
        List.of(
            version == 1
                ? new CustomerRegistered(email, "Customer Number " + number)
                : new CustomerEmailUpdated((version - 1) + email, version + email)),
        FIRST.plusSeconds(number + version),
        CommandStamp.of("command-" + number + "-" + version),
        Metadata.NONE);
  }
}
