package dev.headwater.local.functions;

import dev.headwater.local.functions.FunctionInvoker.Invocation;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Failed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An instance in a process of its own, which ends with it. */
record ChildInstance(Process process, RuntimeSession session) implements Instance {
  private static final Logger LOG = LoggerFactory.getLogger(ChildInstance.class);

  @Override
  public Invocation invoke(byte[] event, InvocationContext context) throws InterruptedException {
    try {
      Invocation outcome = session.exchange(context.requestId(), RuntimeApi.event(event, context));
      if (outcome instanceof Failed(String type, String message) && type.equals(Failed.CRASHED)) {
        LOG.warn("Function {} crashed. {}", context.getFunctionName(), message);
      }
      return outcome;
    } catch (InterruptedException e) {
      close();
      throw e;
    }
  }

  @Override
  public boolean isUsable() {
    return process.isAlive();
  }

  @Override
  public void close() {
    ChildJvms.kill(process);
  }
}
