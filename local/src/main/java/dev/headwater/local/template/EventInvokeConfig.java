package dev.headwater.local.template;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an asynchronous call that fails.
 *
 * @param maximumRetryAttempts after an error of the function
 * @param maximumEventAge until when a throttled call is retried
 * @param onFailureQueueArn receives a record of the call, with its event
 * @param deadLetterQueueArn receives the event
 */
public record EventInvokeConfig(
    int maximumRetryAttempts,
    Duration maximumEventAge,
    @Nullable String onFailureQueueArn,
    @Nullable String deadLetterQueueArn) {
  static final int RETRIES = 2;
  static final int AGE_SECONDS = 21_600;

  /** Lambda's defaults, without destinations. */
  public static final EventInvokeConfig DEFAULTS = withDeadLetters(null);

  static EventInvokeConfig withDeadLetters(@Nullable String queueArn) {
    return new EventInvokeConfig(RETRIES, Duration.ofSeconds(AGE_SECONDS), null, queueArn);
  }
}
