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
 * Two sets of customers who are alike but for a letter. Those of ours change their e-mail through
 * the command handler; for those of the reference the SDK alone sends what the handler was seen to
 * send to a recording stand-in.
 *
 * <p>Operation <i>n</i> of a round is to customer <i>n</i> modulo their number: as long as that is
 * a multiple of the callers' number, no two callers meet on a stream.
 */
final class PairedUpdates {
  private final DynamoDbClient client;
  private final List<SampleCommands> ours;
  private final List<SampleCommands> reference;
  private final CommandSide handler;
  private final WriteRecorder recorder;
  private final CommandSide recorded;

  /** How each customer of the reference was loaded. */
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
    // It never finds what it wrote, so it must forget nothing.
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
      recorded.handle(customer.update(0)); // refused, after the load that it is recorded for
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

  /** The writes alone. */
  Sample writes(Callers callers, int operations) throws IOException {
    List<PutItemRequest> puts = record(operations);
    return callers.run(operations, number -> client.putItem(puts.get(number)));
  }

  /** Before each write, the read with which a handler would begin that has nothing cached. */
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
