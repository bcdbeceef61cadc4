package dev.headwater.local.bus;

import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.ground.LoggedThreads;
import dev.headwater.local.ground.StopSignal;
import dev.headwater.local.template.BusDeclaration;
import dev.headwater.local.template.ScheduleDeclaration;
import dev.headwater.local.template.ScheduleExpression;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Fires the schedules of a template, from the start until {@link #close}. A rate begins at the
 * start. Times that pass while the machine sleeps are skipped.
 */
public final class Schedules implements AutoCloseable {
  /** EventBridge's precision: a schedule that is later by more has missed its time. */
  private static final Duration PRECISION = Duration.ofMinutes(1);

  /** Short, since the wall clock may be set, and does not stand still while the machine sleeps. */
  private static final Duration MAX_PAUSE = Duration.ofSeconds(10);

  private final StopSignal stop = new StopSignal();
  private final ExecutorService threads = LoggedThreads.executor("schedule-");

  private Schedules() {}

  public static Schedules start(List<ScheduleDeclaration> declarations, LocalBus.Targets targets) {
    var schedules = new Schedules();
    for (ScheduleDeclaration declaration : declarations) {
      schedules.threads.execute(
          () ->
              run(
                  declaration.expression(),
                  Clock.systemUTC(),
                  schedules.stop::pause,
                  firing(declaration, targets)));
    }
    return schedules;
  }

  /**
   * Fires until the schedule ends or is stopped.
   *
   * @param pause returns true to stop
   */
  static void run(
      ScheduleExpression expression,
      Clock clock,
      Predicate<Duration> pause,
      Consumer<Instant> firing) {
    Instant start = clock.instant();
    Optional<Instant> due = expression.next(start, start);
    while (due.isPresent()) {
      Instant time = due.get();
      Duration left = Duration.between(clock.instant(), time);
      if (left.isPositive()) {
        if (pause.test(left.compareTo(MAX_PAUSE) < 0 ? left : MAX_PAUSE)) {
          return;
        }
      } else {
        if (left.negated().compareTo(PRECISION) < 0) {
          firing.accept(time);
        }
        due = expression.next(start, time.minus(left));
      }
    }
  }

  static Consumer<Instant> firing(ScheduleDeclaration declaration, LocalBus.Targets targets) {
    String ruleArn = LocalArn.rule(BusDeclaration.DEFAULT, declaration.ruleName());
    List<RuleTarget> receivers =
        declaration.targets().stream()
            .map(target -> new RuleTarget(ruleArn, target, targets))
            .toList();
    return time -> {
      List<String> event = List.of(EventEnvelope.scheduled(ruleArn, time));
      receivers.forEach(receiver -> receiver.deliver(event));
    };
  }

  /** Returns once no schedule fires any more. */
  @Override
  public void close() {
    stop.request();
    threads.close();
  }
}
