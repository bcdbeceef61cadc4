package dev.headwater.local.template;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.headwater.local.template.values.TemplateException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a schedule fires, in UTC.
 *
 * @see <a href=
 *     "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html">
 *     EventBridge: cron and rate expressions</a>
 */
public sealed interface ScheduleExpression {
  /**
   * The next time; empty if the schedule has ended.
   *
   * @param start when the schedule began
   * @param after at or after the start
   */
  Optional<Instant> next(Instant start, Instant after);

  /**
   * Reads an expression such as {@code rate(5 minutes)} or {@code cron(0 10 * * ? *)}.
   *
   * @throws TemplateException when EventBridge would refuse it
   */
  static ScheduleExpression parse(String text, int line) {
    return Rate.of(text)
        .or(() -> Cron.of(text))
        .orElseThrow(
            () ->
                new TemplateException(
                    line,
                    "\""
                        + text
                        + "\" is not a schedule: write rate(1 hour), rate(5 minutes) or"
                        + " cron(minutes hours day-of-month month day-of-week year), with ? for one"
                        + " of the two days"));
  }

  /** Fires whenever a period has passed. */
  record Rate(Duration period) implements ScheduleExpression {
    private static final Pattern FORM =
        Pattern.compile("rate\\(([1-9]\\d{0,8})\\s+(minute|hour|day)(s?)\\)");

    private static Optional<ScheduleExpression> of(String text) {
      Matcher form = FORM.matcher(text);
      if (!form.matches() || form.group(1).equals("1") != form.group(3).isEmpty()) {
        return Optional.empty();
      }
      var unit = ChronoUnit.valueOf(form.group(2).toUpperCase(Locale.ROOT) + "S");
      return Optional.of(new Rate(Duration.of(Long.parseLong(form.group(1)), unit)));
    }

    @Override
    public Optional<Instant> next(Instant start, Instant after) {
      long passed = Duration.between(start, after).dividedBy(period);
      return Optional.of(start.plus(period.multipliedBy(passed + 1)));
    }
  }

  /** Fires at the times that six fields describe, which are Quartz's without the seconds. */
  record Cron(ExecutionTime times) implements ScheduleExpression {
    /** Without LW, and with no other day beside one with #. */
    private static final Pattern FORM =
        Pattern.compile(
            "cron\\((?!.*(?:LW|,\\S*#|#\\S*,))((?:[\\w*?,/#-]+\\s+){5}[\\w*?,/#-]+)\\)");

    private static final CronParser QUARTZ =
        new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ));

    private static Optional<ScheduleExpression> of(String text) {
      Matcher form = FORM.matcher(text);
      try {
        return form.matches()
            ? Optional.of(new Cron(ExecutionTime.forCron(QUARTZ.parse("0 " + form.group(1)))))
            : Optional.empty();
      } catch (IllegalArgumentException invalid) {
        return Optional.empty();
      }
    }

    @Override
    public Optional<Instant> next(Instant start, Instant after) {
      return times
          .nextExecution(after.truncatedTo(ChronoUnit.SECONDS).atZone(ZoneOffset.UTC))
          .map(ZonedDateTime::toInstant);
    }
  }
}
