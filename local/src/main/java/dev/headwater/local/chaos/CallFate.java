package dev.headwater.local.chaos;

import java.time.Duration;

/** What becomes of a function's instance in one call. */
public sealed interface CallFate {
  /** It does its work and answers. */
  record Lives() implements CallFate {}

  /** It dies before it sees the event. */
  record CrashesBefore() implements CallFate {}

  /** It does all its work, and dies before its answer is out. */
  record CrashesAfter() implements CallFate {}

  /** Its time is over after this, however much of its work is done. */
  record TimesOut(Duration after) implements CallFate {}
}
