package dev.headwater.local.functions;

import java.time.Duration;

/** Calls functions asynchronously, as Lambda's Invoke does with the type {@code Event}. */
@FunctionalInterface
public interface AsyncInvoker {
  /** Accepts no events. */
  AsyncInvoker NONE = (functionName, event, delay) -> false;

  /**
   * Accepts an event, and calls the function with it later; returns false if too many events are
   * waiting, or the local cloud is stopping.
   *
   * @param event JSON
   * @param delay before the first call
   */
  boolean invoke(String functionName, String event, Duration delay);
}
