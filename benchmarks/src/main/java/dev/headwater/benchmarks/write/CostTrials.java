package dev.headwater.benchmarks.write;

import dev.headwater.CommandRequest;
import dev.headwater.Outcome;
import dev.headwater.Outcome.Committed;
import dev.headwater.Outcome.Refused;
import dev.headwater.Outcome.VersionConflict;
import dev.headwater.benchmarks.harness.CommandSide;
import dev.headwater.benchmarks.harness.SampleCommands;
import dev.headwater.customers.customer.CustomerCommand;
import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.customer.CustomerRefusal;
import dev.headwater.event.CommandStamp;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Runs one command of each kind, and enters its measured cost into the card. */
record CostTrials(
    DynamoDbClient client, String table, String claims, CostMeter meter, CostCard card) {
  private static final Cost NOTHING = new Cost(0, 0, 0);
  private static final Cost READ = new Cost(1, 1, 0);
  private static final Cost WRITE = new Cost(1, 0, 1);
  private static final Cost READ_AND_WRITE = new Cost(2, 1, 1);
  private static final Cost MOVED_CLAIM = new Cost(1, 0, 6);
  private static final Cost READ_AND_MOVED_CLAIM = new Cost(2, 1, 6);
  private static final Cost NEW_CLAIM = new Cost(1, 0, 4);
  private static final Cost READ_AND_FAILED_CLAIM = new Cost(2, 1, 4);

  /** A kind of command and its expected cost. */
  private record Kind(String name, int commits, @Nullable Cost floor) {}

  void register() throws IOException {
    CommandRequest<CustomerCommand> plain = SampleCommands.to("customer-plain").register();
    CommandRequest<CustomerCommand> claiming = SampleCommands.to("customer-claim").register();
    register("", plain, this::cold, WRITE, READ_AND_WRITE);
    register(", with a claim", claiming, this::coldWithClaims, NEW_CLAIM, READ_AND_FAILED_CLAIM);
  }

  /** Creations are appended without a load; includes the cost when that guess was wrong. */
  private void register(
      String with,
      CommandRequest<CustomerCommand> request,
      Supplier<CommandSide> host,
      Cost floor,
      Cost refused)
      throws IOException {
    CommandRequest<CustomerCommand> stamped =
        request.withStamp(CommandStamp.of("91d5b3c7-2e64-4f08-a1b9-7c3d5e8f6a20", "register"));
    commit(new Kind("register" + with, 0, floor), host.get(), stamped);
    commit(
        new Kind("duplicate of a registration, not cached" + with, 0, floor), host.get(), stamped);
    refuse(
        new Kind("registration of an existing customer" + with, 0, refused), host.get(), request);
  }

  /** All commands except registering, on a stream with this many commits. */
  void run(SampleCommands customer, int commits) throws IOException {
    CommandSide host = cold();
    CommandRequest<CustomerCommand> first =
        customer
            .update(commits + 1)
            .withStamp(CommandStamp.of("4e1f0c6a-8d35-4b7e-9f21-3c5a7d9e0b12", "first"));
    CommandRequest<CustomerCommand> second =
        customer
            .update(commits + 2)
            .withStamp(CommandStamp.of("b07c2d9e-51f4-4a68-8e3b-6d1f9a2c4e70", "second"));
    commit(new Kind("update, cold", commits, READ_AND_WRITE), host, first);
    long version = commit(new Kind("update, warm", commits, WRITE), host, second);
    commit(new Kind("duplicate of the last, cached", commits, NOTHING), host, second);
    commit(new Kind("duplicate of the last, not cached", commits, READ), cold(), second);
    commit(new Kind("duplicate of an earlier one, head cached", commits, READ), host, first);
    commit(new Kind("duplicate of an earlier one, not cached", commits, null), cold(), first);
    CommandRequest<CustomerCommand> next = customer.update(commits + 3);
    conflict(
        new Kind("conflict, cold", commits, READ), cold(), next.withExpectedVersion(version - 1));
    conflict(
        new Kind("conflict, warm", commits, READ), host, next.withExpectedVersion(version - 1));
    cold().commit(next);
    meter.take();
    conflict(
        new Kind("conflict, another host was faster", commits, null),
        host,
        customer.update(commits + 4).withExpectedVersion(version));
    moveClaims(customer, commits);
  }

  private void moveClaims(SampleCommands customer, int commits) throws IOException {
    // The stream was written without claims: the first change takes one for the next to release.
    coldWithClaims().commit(customer.update(commits + 5));
    meter.take();
    CommandSide host = coldWithClaims();
    commit(
        new Kind("update that moves a claim, cold", commits, READ_AND_MOVED_CLAIM),
        host,
        customer.update(commits + 6));
    commit(
        new Kind("update that moves a claim, warm", commits, MOVED_CLAIM),
        host,
        customer.update(commits + 7));
  }

  private CommandSide cold() {
    return CommandSide.on(client, table);
  }

  private CommandSide coldWithClaims() {
    return CommandSide.withClaims(client, table, claims);
  }

  private long commit(Kind kind, CommandSide host, CommandRequest<CustomerCommand> request)
      throws IOException {
    if (meter(kind, host, request) instanceof Committed<CustomerEvent, CustomerRefusal> stored) {
      return stored.version();
    }
    throw new IOException("Not stored: " + kind.name);
  }

  private void conflict(Kind kind, CommandSide host, CommandRequest<CustomerCommand> request)
      throws IOException {
    if (!(meter(kind, host, request) instanceof VersionConflict)) {
      throw new IOException("No conflict: " + kind.name);
    }
  }

  private void refuse(Kind kind, CommandSide host, CommandRequest<CustomerCommand> request)
      throws IOException {
    if (!(meter(kind, host, request) instanceof Refused)) {
      throw new IOException("Not refused: " + kind.name);
    }
  }

  private Outcome<CustomerEvent, CustomerRefusal> meter(
      Kind kind, CommandSide host, CommandRequest<CustomerCommand> request) {
    Outcome<CustomerEvent, CustomerRefusal> outcome = host.handle(request);
    card.add(kind.name, kind.commits, meter.take(), kind.floor);
    return outcome;
  }
}
