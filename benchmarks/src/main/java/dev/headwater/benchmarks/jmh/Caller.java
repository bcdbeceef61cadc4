package dev.headwater.benchmarks.jmh;

import dev.headwater.CommandRequest;
import dev.headwater.Outcome;
import dev.headwater.benchmarks.harness.DescribedCustomers;
import dev.headwater.customers.customer.CustomerCommand;
import dev.headwater.customers.customer.CustomerCommand.RegisterCustomer;
import dev.headwater.customers.customer.CustomerCommand.UpdateEmail;
import dev.headwater.customers.customer.CustomerId;
import dev.headwater.customers.customer.EmailAddress;
import dev.headwater.customers.customer.Text;
import dev.headwater.event.CommandStamp;
import dev.headwater.event.StreamId;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.ThreadParams;

/** A thread that updates its own customers in turn, with commands that were created before. */
@State(Scope.Thread)
public class Caller {
  /** Fewer than a handler caches, so that all streams stay cached. */
  private static final int ALL_CUSTOMERS = 400;

  /** Far more than a stream remembers, so that a reused id counts as a new command. */
  private static final int STAMPS = 1024;

  private record Target(StreamId stream, List<CustomerCommand> updates) {
    static Target of(String id) {
      CustomerId customer = new CustomerId(id);
      return new Target(
          DescribedCustomers.CUSTOMER.stream(customer.value()),
          Stream.of("anna." + id + "@example.com", "smith." + id + "@mail.example")
              .<CustomerCommand>map(email -> new UpdateEmail(customer, new EmailAddress(email)))
              .toList());
    }
  }

  private final List<CommandStamp> stamps =
      Stream.generate(UUID::randomUUID)
          .limit(STAMPS)
          .map(id -> new CommandStamp(id.toString(), id.getLeastSignificantBits()))
          .toList();
  private List<Target> targets = List.of();
  private int place;
  private int lap;

  @Setup(Level.Iteration)
  public void register(InMemoryService service, ThreadParams threads) {
    String thread = "customer-" + threads.getThreadIndex() + "-";
    targets =
        IntStream.range(0, ALL_CUSTOMERS / threads.getThreadCount())
            .mapToObj(number -> Target.of(thread + number))
            .toList();
    place = 0;
    lap = 0;
    for (Target target : targets) {
      CustomerId customer = target.updates.getFirst().customerId();
      CustomerCommand register =
          new RegisterCustomer(
              customer, new EmailAddress(customer + "@uni.example"), new Text("Anna Smith"));
      if (!(service.handle(CommandRequest.of(target.stream, register))
          instanceof Outcome.Committed)) {
        throw new IllegalStateException("A customer was not registered");
      }
    }
  }

  /** Each customer alternates between two addresses, so that each command changes something. */
  CustomerCommand next() {
    place++;
    if (place >= targets.size()) {
      place = 0;
      lap++;
    }
    List<CustomerCommand> updates = targets.get(place).updates;
    return updates.get(lap % updates.size());
  }

  /** The stream of the command that {@link #next} returned. */
  StreamId stream() {
    return targets.get(place).stream;
  }

  CommandStamp stamp() {
    return stamps.get(lap % STAMPS);
  }
}
