package dev.headwater.local.chaos;

import java.time.Duration;

/** What happens to a function's instance during one call. */
public sealed interface CallFate {
  /** It does its work and responds. */
  record Completes() implements CallFate {}

  /** It dies before it sees the event. */
  record CrashesBefore() implements CallFate {}

  /** It does all its work and dies before it responds. */
  record CrashesAfter() implements CallFate {}

  /** It times out after this long, however much of its work is done. */
  record TimesOut(Duration after) implements CallFate {}
}
