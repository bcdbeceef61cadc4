package dev.headwater.local.functions;

import dev.headwater.local.functions.FunctionInvoker.Invocation;

/** One instance of a function, initialised. It serves one call at a time. */
interface Instance extends AutoCloseable {
  /**
   * Answers an event.
   *
   * @throws Exception what the handler throws, for {@link Invocation.Failed}
   * @throws InterruptedException when the caller has given up; the instance is closed then
   */
  Invocation invoke(byte[] event, InvocationContext context) throws Exception;

  /** Whether it can serve another call. */
  boolean isUsable();

  /** Ends it, a call in progress included; idempotent. */
  @Override
  void close();
}
