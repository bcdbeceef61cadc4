package dev.headwater.local;

import dev.headwater.local.functions.FunctionInvoker;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Failed;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the functions until they have started. The endpoint of Invoke and PutEvents starts
 * before the functions and stops after them, because they may call it in their constructors, and
 * until their last call has ended.
 */
final class DeferredInvoker implements FunctionInvoker {
  private final AtomicReference<@Nullable FunctionInvoker> functions = new AtomicReference<>();

  void set(FunctionInvoker invoker) {
    functions.set(invoker);
  }

  @Override
  public Invocation invoke(String functionName, String event) {
    FunctionInvoker invoker = functions.get();
    return invoker == null
        ? new Failed(Failed.THROTTLED, functionName + " is still starting.")
        : invoker.invoke(functionName, event);
  }
}
