package dev.headwater.local.bus;

import dev.headwater.local.functions.AsyncInvoker;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Failed;
import java.time.Duration;
import java.util.List;

/** Calls a function asynchronously with each event, as EventBridge does. */
record FunctionReceiver(String name, AsyncInvoker functions) implements Receiver {
  @Override
  public Failure send(List<Delivery> messages) {
    return new Failure(
        messages.stream().filter(message -> !accepts(message)).toList(),
        Failed.THROTTLED,
        "Too many asynchronous calls are waiting.");
  }

  private boolean accepts(Delivery message) {
    return functions.invoke(name, message.body(), Duration.ofSeconds(message.delaySeconds()));
  }
}
