package dev.headwater.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.local.template.values.TemplateException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleExpressionTest {
  /** A Sunday. */
  private static final Instant START = Instant.parse("2026-03-01T09:58:30.500Z");

  private static Optional<Instant> next(String expression, Instant after) {
    return ScheduleExpression.parse(expression, 1).next(START, after);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rate(1 minute)           | 2026-03-01T09:59:30.500Z | 2026-03-01T10:00:30.500Z",
        "rate(90 minutes)         | 2026-03-01T11:28:30.500Z | 2026-03-01T12:58:30.500Z",
        "rate(1 hour)             | 2026-03-01T10:58:30.500Z | 2026-03-01T11:58:30.500Z",
        "rate(7 days)             | 2026-03-08T09:58:30.500Z | 2026-03-15T09:58:30.500Z",
        "cron(0 10 * * ? *)       | 2026-03-01T10:00:00Z     | 2026-03-02T10:00:00Z",
        "cron(15 12 * * ? *)      | 2026-03-01T12:15:00Z     | 2026-03-02T12:15:00Z",
        "cron(0 18 ? * MON-FRI *) | 2026-03-02T18:00:00Z     | 2026-03-03T18:00:00Z",
        "cron(0 8 1 * ? *)        | 2026-04-01T08:00:00Z     | 2026-05-01T08:00:00Z",
        "cron(5/15 * * * ? *)     | 2026-03-01T10:05:00Z     | 2026-03-01T10:20:00Z",
        "cron(0/10 * ? * MON-FRI *)     | 2026-03-02T00:00:00Z | 2026-03-02T00:10:00Z",
        "cron(0/5 8-17 ? * mon-fri *)   | 2026-03-02T08:00:00Z | 2026-03-02T08:05:00Z",
        "cron(0/30 20-23 ? * MON-FRI *) | 2026-03-02T20:00:00Z | 2026-03-02T20:30:00Z",
        "cron(0 9 ? * 2#1 *)      | 2026-03-02T09:00:00Z     | 2026-04-06T09:00:00Z",
        "cron(0 0 L * ? *)        | 2026-03-31T00:00:00Z     | 2026-04-30T00:00:00Z",
        "cron(0 0 ? * L *)        | 2026-03-07T00:00:00Z     | 2026-03-14T00:00:00Z",
        "cron(0 0 ? * 6L *)       | 2026-03-27T00:00:00Z     | 2026-04-24T00:00:00Z",
        "cron(0 0 1W * ? *)       | 2026-03-02T00:00:00Z     | 2026-04-01T00:00:00Z",
        "cron(0 0 29 FEB ? *)     | 2028-02-29T00:00:00Z     | 2032-02-29T00:00:00Z",
        "cron(0 0 1 JAN,JUL ? *)  | 2026-07-01T00:00:00Z     | 2027-01-01T00:00:00Z",
        "cron(0 0 1 1 ? 2035)     | 2035-01-01T00:00:00Z     |",
      })
  void knows_the_next_times(String expression, Instant first, Instant second) {
    assertThat(next(expression, START)).contains(first);
    assertThat(next(expression, first)).isEqualTo(Optional.ofNullable(second));
  }

  @Test
  void a_schedule_may_have_ended() {
    assertThat(next("cron(0 10 1 3 ? 2025)", START)).isEmpty();
    assertThat(next("cron(0 10 30 2 ? *)", START)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "every day",
        "rate(1 minutes)",
        "rate(5 minute)",
        "rate(0 minutes)",
        "rate(-1 minutes)",
        "rate(1.5 hours)",
        "rate(1 week)",
        "rate(10 seconds)",
        "at(2026-03-01T00:00:00)",
        "cron()",
        "cron(0 10 * * ?)",
        "cron(0 0 10 * * ? *)",
        "cron(0 10 * * * *)",
        "cron(0 10 ? * ? *)",
        "cron(0 10 1 * MON *)",
        "cron(60 10 * * ? *)",
        "cron(0 24 * * ? *)",
        "cron(0 10 32 * ? *)",
        "cron(0 10 ? * 0 *)",
        "cron(0 10 ? * 8 *)",
        "cron(0 10 * 13 ? *)",
        "cron(0 10 * * ? 1969)",
        "cron(0 10 * * ? 2200)",
        "cron(0 10 * * ? 2026) ",
        "cron(0 10 LW * ? *)",
        "cron(0 10 ? * 3#1,6#3 *)",
        "cron(@daily)",
        "cron(0 10 * * ? *||0 11 * * ? *)",
        "cron(? 10 * * ? *)",
        "cron(0 10 * L ? *)",
      })
  void refuses_what_eventbridge_refuses(String expression) {
    assertThatThrownBy(() -> ScheduleExpression.parse(expression, 7))
        .isInstanceOf(TemplateException.class);
  }
}
