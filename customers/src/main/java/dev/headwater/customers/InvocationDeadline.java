package dev.headwater.customers;

import com.amazonaws.services.lambda.runtime.Context;
import java.time.Instant;

/**
 * When an invocation has to begin nothing more, so that it can still answer before its time-out.
 */
final class InvocationDeadline {
  private InvocationDeadline() {}

  /**
   * @param marginMillis what the calls may take that are under way at the deadline
   */
  static Instant of(Context context, int marginMillis) {
    return Instant.now().plusMillis(context.getRemainingTimeInMillis() - marginMillis);
  }
}
