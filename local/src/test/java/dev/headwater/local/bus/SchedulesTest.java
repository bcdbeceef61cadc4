package dev.headwater.local.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.ground.StopSignal;
import dev.headwater.local.template.RuleDeclaration.Target;
import dev.headwater.local.template.ScheduleDeclaration;
import dev.headwater.local.template.ScheduleExpression;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SchedulesTest {
  private static final Instant START = Instant.parse("2026-03-01T09:58:30Z");

  @RegisterExtension private static final ShopBus SHOP = ShopBus.withQueues("all", "dead");

  private final List<Instant> fired = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();

  /** Stands still but for pauses, which take as long as they should. */
  private static final class TestClock extends Clock {
    private Instant now = START;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }

    void pass(Duration duration) {
      now = now.plus(duration);
    }
  }

  private void run(String expression, TestClock clock, Duration length) {
    Schedules.run(
        ScheduleExpression.parse(expression, 1),
        clock,
        pause -> {
          clock.pass(pause);
          return clock.instant().isAfter(START.plus(length));
        },
        fired::add);
  }

  @Test
  void a_rate_fires_after_each_period_since_the_start() {
    run("rate(2 minutes)", new TestClock(), Duration.ofMinutes(7));

    assertThat(fired)
        .containsExactly(
            Instant.parse("2026-03-01T10:00:30Z"),
            Instant.parse("2026-03-01T10:02:30Z"),
            Instant.parse("2026-03-01T10:04:30Z"));
  }

  @Test
  void a_cron_fires_at_its_times_in_utc() {
    run("cron(0/15 10 * * ? *)", new TestClock(), Duration.ofMinutes(40));

    assertThat(fired)
        .containsExactly(
            Instant.parse("2026-03-01T10:00:00Z"),
            Instant.parse("2026-03-01T10:15:00Z"),
            Instant.parse("2026-03-01T10:30:00Z"));
  }

  @Test
  void a_schedule_without_further_times_ends() {
    run("cron(0 10 1 3 ? 2026)", new TestClock(), Duration.ofDays(1));

    assertThat(fired).containsExactly(Instant.parse("2026-03-01T10:00:00Z"));
  }

  @Test
  void does_not_make_up_for_times_that_passed_asleep() {
    var clock = new TestClock();
    Duration nap = Duration.ofMinutes(5);

    Schedules.run(
        ScheduleExpression.parse("rate(1 minute)", 1),
        clock,
        pause -> {
          clock.pass(fired.size() == 1 && clock.instant().isBefore(START.plus(nap)) ? nap : pause);
          return fired.size() == 2;
        },
        fired::add);

    assertThat(fired)
        .containsExactly(
            Instant.parse("2026-03-01T09:59:30Z"), Instant.parse("2026-03-01T10:05:30Z"));
  }

  @Test
  void targets_receive_the_scheduled_event_or_their_constant_input() {
    firing(
        SHOP,
        new Target("queue", LocalArn.queue("all"), null, null),
        new Target("function", LocalArn.function("fn"), "{\"a\":1}", null));

    JsonNode event = JsonMapper.shared().readTree(SHOP.received("all").getFirst());
    assertThat(event.path("id").asString()).hasSize(36);
    assertThat(event)
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"version": "0", "id": "%s", "detail-type": "Scheduled Event",
                     "source": "aws.events", "account": "000000000000",
                     "time": "2026-03-01T09:58:30Z", "region": "us-east-1",
                     "resources": ["arn:aws:events:us-east-1:000000000000:rule/nightly"],
                     "detail": {}}
                    """
                        .formatted(event.path("id").asString())));
    assertThat(calls).containsExactly("fn {\"a\":1}");
  }

  @Test
  void what_cannot_be_delivered_becomes_a_dead_letter() {
    firing(SHOP, new Target("missing", LocalArn.queue("missing"), null, LocalArn.queue("dead")));

    assertThat(SHOP.messages("dead").getFirst().messageAttributes().get("RULE_ARN"))
        .extracting(MessageAttributeValue::stringValue)
        .isEqualTo("arn:aws:events:us-east-1:000000000000:rule/nightly");
  }

  @Test
  void stops_while_it_waits() {
    var schedule =
        new ScheduleDeclaration("daily", ScheduleExpression.parse("rate(1 day)", 1), List.of());
    Schedules.start(List.of(schedule), SHOP.targets((name, event, delay) -> true, new StopSignal()))
        .close();

    assertThat(SHOP.losses()).hasValue(0);
  }

  private void firing(ShopBus shop, Target... targets) {
    var schedule =
        new ScheduleDeclaration(
            "nightly", ScheduleExpression.parse("rate(1 day)", 1), List.of(targets));
    Schedules.firing(
            schedule,
            shop.targets((name, event, delay) -> calls.add(name + " " + event), new StopSignal()))
        .accept(START);
  }
}
