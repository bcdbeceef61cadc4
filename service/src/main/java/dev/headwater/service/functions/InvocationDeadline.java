package dev.headwater.service.functions;

import com.amazonaws.services.lambda.runtime.Context;
import java.time.Instant;

/**
 * The time after which an invocation must not start anything, so that it answers before its
 * timeout.
 */
final class InvocationDeadline {
  private InvocationDeadline() {}

  /**
   * The deadline of an invocation.
   *
   * @param marginMillis how long the calls in progress at the deadline may take
   */
  static Instant of(Context context, int marginMillis) {
    return Instant.now().plusMillis(context.getRemainingTimeInMillis() - marginMillis);
  }
}
