package dev.headwater.local;

import dev.headwater.local.functions.FunctionException;
import dev.headwater.local.functions.FunctionInvoker;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Breaks a cycle at startup: functions need the address of the Invoke endpoint in their
 * environment, so the endpoint starts before them, with this in their place.
 */
final class DeferredInvoker implements FunctionInvoker {
  private final AtomicReference<@Nullable FunctionInvoker> functions = new AtomicReference<>();

  void set(FunctionInvoker invoker) {
    functions.set(invoker);
  }

  @Override
  public Invocation invoke(String functionName, String event) {
    FunctionInvoker invoker = functions.get();
    if (invoker == null) {
      throw new FunctionException(functionName + " is still starting.");
    }
    return invoker.invoke(functionName, event);
  }
}
