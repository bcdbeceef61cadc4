package dev.headwater.benchmarks.jmh;

import dev.headwater.CommandRequest;
import dev.headwater.Outcome;
import dev.headwater.customers.customer.CustomerCommand;
import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.customer.CustomerRefusal;
import org.openjdk.jmh.annotations.Benchmark;

/** Changes of e-mail through the command handler, on customers whose streams are cached. */
public class InMemoryUpdates {
  /** The handler generates an id for the command. */
  @Benchmark
  public Outcome<CustomerEvent, CustomerRefusal> withoutId(InMemoryService service, Caller caller) {
    return service.handle(request(caller));
  }

  /** The client has sent an id with the command. */
  @Benchmark
  public Outcome<CustomerEvent, CustomerRefusal> withId(InMemoryService service, Caller caller) {
    return service.handle(request(caller).withStamp(caller.stamp()));
  }

  private static CommandRequest<CustomerCommand> request(Caller caller) {
    CustomerCommand update = caller.next();
    return CommandRequest.of(caller.stream(), update);
  }
}
