package dev.headwater.local;

import dev.headwater.local.functions.FunctionException;
import dev.headwater.local.functions.FunctionInvoker;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Functions that will be there soon: their environment names the endpoint through which they can be
 * invoked, so the endpoint starts before them.
 */
final class DeferredInvoker implements FunctionInvoker {
  private final AtomicReference<@Nullable FunctionInvoker> functions = new AtomicReference<>();

  void are(FunctionInvoker invoker) {
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
