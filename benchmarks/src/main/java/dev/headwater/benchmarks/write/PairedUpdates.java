package dev.headwater.benchmarks.write;

import dev.headwater.CommandHandler;
import dev.headwater.CommandRequest;
import dev.headwater.benchmarks.harness.Callers;
import dev.headwater.benchmarks.harness.CommandSide;
import dev.headwater.benchmarks.harness.Sample;
import dev.headwater.benchmarks.harness.SampleCommands;
import dev.headwater.benchmarks.harness.WriteRecorder;
import dev.headwater.customers.customer.CustomerCommand;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Two sets of customers that differ only in a letter. Ours change their e-mail through the command
 * handler; for the reference's, the SDK alone sends the requests that a recorder saw from the
 * handler.
 *
 * <p>Operation <i>n</i> of a round goes to customer <i>n</i> modulo the number of customers. As
 * long as that is a multiple of the number of callers, no two callers use the same stream.
 */
final class PairedUpdates {
  private final DynamoDbClient client;
  private final List<SampleCommands> ours;
  private final List<SampleCommands> reference;
  private final CommandSide handler;
  private final WriteRecorder recorder;
  private final CommandSide recorded;

  /** The read with which each of the reference's customers was loaded. */
  private List<QueryRequest> loads = List.of();

  private int ourUpdates;
  private int referenceUpdates;

  PairedUpdates(
      DynamoDbClient client,
      String table,
      String name,
      int customers,
      CommandHandler.Settings settings) {
    this.client = client;
    this.ours = customers("o", name, customers);
    this.reference = customers("r", name, customers);
    this.handler = CommandSide.on(client, table, settings);
    this.recorder = new WriteRecorder(client);
    // The recorder's queries find nothing, so its handler must keep every customer cached.
    this.recorded =
        CommandSide.on(
            recorder, table, new CommandHandler.Settings(10 * customers, settings.timeLimit()));
  }

  private static List<SampleCommands> customers(String side, String name, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            number ->
                SampleCommands.to(String.format(Locale.ROOT, "%s-%s-%06d", side, name, number)))
        .toList();
  }

  void register() throws IOException {
    new Callers(1).run(ours.size(), number -> handler.commit(ours.get(number).register()));
    for (SampleCommands customer : reference) {
      recorded.handle(customer.update(0)); // refused, but only its load is needed
      recorded.commit(customer.register());
    }
    loads = recorder.takeQueries();
    recorder.takePuts().forEach(client::putItem);
  }

  Sample ours(Callers callers, int operations) throws IOException {
    List<CommandRequest<CustomerCommand>> updates = updates(ours, ourUpdates, operations);
    ourUpdates += operations;
    return callers.run(operations, number -> handler.commit(updates.get(number)));
  }

  /** Only the writes. */
  Sample writes(Callers callers, int operations) throws IOException {
    List<PutItemRequest> puts = record(operations);
    return callers.run(operations, number -> client.putItem(puts.get(number)));
  }

  /** Before each write, the read with which a handler begins if nothing is cached. */
  Sample readsAndWrites(Callers callers, int operations) throws IOException {
    List<PutItemRequest> puts = record(operations);
    return callers.run(
        operations,
        number -> {
          if (client.query(loads.get(number % loads.size())).items().size() != 1) {
            throw new IOException("Both sides do not find the same");
          }
          client.putItem(puts.get(number));
        });
  }

  private List<PutItemRequest> record(int operations) throws IOException {
    for (CommandRequest<CustomerCommand> update :
        updates(reference, referenceUpdates, operations)) {
      recorded.commit(update);
    }
    referenceUpdates += operations;
    return recorder.takePuts();
  }

  private static List<CommandRequest<CustomerCommand>> updates(
      List<SampleCommands> customers, int from, int operations) {
    return IntStream.range(0, operations)
        .mapToObj(number -> customers.get(number % customers.size()).update(from + number + 1))
        .toList();
  }
}
