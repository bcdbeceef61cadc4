package dev.headwater.benchmarks.write;

import dev.headwater.CommandRequest;
import dev.headwater.benchmarks.harness.Callers;
import dev.headwater.benchmarks.harness.CommandSide;
import dev.headwater.benchmarks.harness.Sample;
import dev.headwater.benchmarks.harness.SampleCommands;
import dev.headwater.benchmarks.harness.WriteRecorder;
import dev.headwater.customers.customer.CustomerCommand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Registrations of customers through the handler, and the same raw writes. No customer is
 * registered twice.
 */
public final class PairedCreations {
  private final DynamoDbClient client;
  private final String name;
  private final WriteRecorder recorder;
  private final CommandSide handler;
  private final CommandSide recorded;

  private PairedCreations(
      DynamoDbClient client,
      String name,
      WriteRecorder recorder,
      CommandSide handler,
      CommandSide recorded) {
    this.client = client;
    this.name = name;
    this.recorder = recorder;
    this.handler = handler;
    this.recorded = recorded;
  }

  /** Each registration is one put. */
  static PairedCreations withoutClaims(DynamoDbClient client, String table, String name) {
    WriteRecorder recorder = new WriteRecorder(client);
    return new PairedCreations(
        client, name, recorder, CommandSide.on(client, table), CommandSide.on(recorder, table));
  }

  /** Each registration is one transaction: the commit and the claim to the e-mail. */
  public static PairedCreations withClaims(
      DynamoDbClient client, String table, String claims, String name) {
    WriteRecorder recorder = new WriteRecorder(client);
    return new PairedCreations(
        client,
        name,
        recorder,
        CommandSide.withClaims(client, table, claims),
        CommandSide.withClaims(recorder, table, claims));
  }

  Sample ours(Callers callers, int round, int operations) throws IOException {
    List<CommandRequest<CustomerCommand>> registrations = registrations("o", round, operations);
    return callers.run(operations, number -> handler.commit(registrations.get(number)));
  }

  public Sample writes(Callers callers, int round, int operations) throws IOException {
    List<Runnable> writes = new ArrayList<>();
    for (CommandRequest<CustomerCommand> registration : registrations("r", round, operations)) {
      recorded.commit(registration);
    }
    recorder.takePuts().forEach(put -> writes.add(() -> client.putItem(put)));
    recorder
        .takeTransactions()
        .forEach(transaction -> writes.add(() -> client.transactWriteItems(transaction)));
    return callers.run(operations, number -> writes.get(number).run());
  }

  private List<CommandRequest<CustomerCommand>> registrations(
      String side, int round, int operations) {
    return IntStream.range(0, operations)
        .mapToObj(
            number ->
                SampleCommands.to(
                        String.format(Locale.ROOT, "%s-%s-%03d-%06d", side, name, round, number))
                    .register())
        .toList();
  }
}
