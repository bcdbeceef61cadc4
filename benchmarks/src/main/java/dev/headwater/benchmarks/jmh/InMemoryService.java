package dev.headwater.benchmarks.jmh;

import dev.headwater.CommandHandler;
import dev.headwater.CommandRequest;
import dev.headwater.InMemoryEventStore;
import dev.headwater.Outcome;
import dev.headwater.customers.customer.Customer;
import dev.headwater.customers.customer.CustomerCommand;
import dev.headwater.customers.customer.CustomerDecider;
import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.customer.CustomerRefusal;
import dev.headwater.host.Host;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The command handler on a fresh store: a growing one would measure the garbage collector. */
@State(Scope.Benchmark)
public class InMemoryService {
  private CommandHandler<CustomerCommand, Customer, CustomerEvent, CustomerRefusal> handler =
      handler();

  /** Runs before the callers register their customers. */
  @Setup(Level.Iteration)
  public void begin() {
    handler = handler();
  }

  Outcome<CustomerEvent, CustomerRefusal> handle(CommandRequest<CustomerCommand> request) {
    return handler.handle(request);
  }

  private static CommandHandler<CustomerCommand, Customer, CustomerEvent, CustomerRefusal>
      handler() {
    return new CommandHandler<>(
        new CustomerDecider(false), new InMemoryEventStore<>(), Host.system());
  }
}
