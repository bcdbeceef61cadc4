package dev.headwater.local.bus;

import static dev.headwater.local.bus.ShopBus.ORDERS;
import static dev.headwater.local.bus.ShopBus.order;
import static dev.headwater.local.bus.ShopBus.results;
import static dev.headwater.local.bus.ShopBus.rule;
import static dev.headwater.local.bus.ShopBus.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.bus.PutAnswer.Result.Accepted;
import dev.headwater.local.functions.AsyncInvoker;
import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.ground.StopSignal;
import dev.headwater.local.template.RuleDeclaration.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import tools.jackson.databind.json.JsonMapper;

/** Events whose target rejects them are parked, or reported as lost. */
class RuleTargetTest {
  private static final Target BROKEN =
      new Target("broken", LocalArn.queue("missing"), null, LocalArn.queue("dead"));

  @RegisterExtension private static final ShopBus SHOP = ShopBus.withQueues("all", "dead");

  private final StopSignal stop = new StopSignal();

  @Test
  void sends_rejected_events_to_the_dead_letter_queue_and_serves_other_targets() {
    var bus = SHOP.bus(rule("broken", ORDERS, BROKEN, to("all")));

    assertThat(results(bus.put(List.of(order("{\"n\": 1}")))))
        .singleElement()
        .isInstanceOf(Accepted.class);

    assertThat(SHOP.received("all")).hasSize(1);
    Message deadLetter = SHOP.messages("dead").getFirst();
    assertThat(deadLetter.body()).contains("\"n\": 1");
    var attributes = deadLetter.messageAttributes();
    assertThat(attributes).containsKeys("ERROR_CODE", "ERROR_MESSAGE");
    assertThat(attributes.get("RULE_ARN"))
        .extracting(MessageAttributeValue::stringValue)
        .isEqualTo("arn:aws:events:us-east-1:000000000000:rule/shop-bus/broken");
    assertThat(attributes.get("TARGET_ARN"))
        .extracting(MessageAttributeValue::stringValue)
        .isEqualTo(LocalArn.queue("missing"));
    assertThat(attributes.get("RETRY_ATTEMPTS"))
        .extracting(MessageAttributeValue::stringValue)
        .isEqualTo(Integer.toString(RuleTarget.MAX_ATTEMPTS - 1));
    assertThat(attributes.get("EXHAUSTED_RETRY_CONDITION"))
        .extracting(MessageAttributeValue::stringValue)
        .isEqualTo("MaximumRetryAttempts");
    assertThat(SHOP.losses()).hasValue(0);
  }

  /** U+FFFF fails the whole call at ElasticMQ, the others their own entry. */
  @ParameterizedTest
  @ValueSource(ints = {0xFFFF, 0xFFFE, 0xD800, 0xDFFF})
  void only_the_event_that_sqs_cannot_carry_becomes_a_dead_letter(int codePoint) {
    var bus =
        SHOP.bus(
            rule(
                "all",
                ORDERS,
                new Target("all", LocalArn.queue("all"), null, LocalArn.queue("dead"))));
    String bad = Character.toString(codePoint);
    List<BusEntry> entries =
        IntStream.rangeClosed(1, 10)
            .mapToObj(n -> order("{\"n\": " + n + ", \"text\": \"" + (n == 7 ? bad : "") + "\"}"))
            .toList();

    bus.put(entries);

    assertThat(receivedNumbers("all")).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 8, 9, 10);
    Message deadLetter = SHOP.messages("dead").getFirst();
    assertThat(JsonMapper.shared().readTree(deadLetter.body()).at("/detail/text").asString())
        .isEqualTo(bad);
    assertThat(SHOP.losses()).as("losses, which would make a stop unclean").hasValue(0);
  }

  private static List<Integer> receivedNumbers(String queue) {
    return SHOP.received(queue).stream()
        .map(body -> JsonMapper.shared().readTree(body).at("/detail/n").asInt())
        .toList();
  }

  @Test
  void all_events_for_a_missing_target_become_dead_letters() {
    SHOP.bus(rule("broken", ORDERS, BROKEN))
        .put(List.of(order("{\"n\": 1}"), order("{\"n\": 2}"), order("{\"n\": 3}")));

    assertThat(receivedNumbers("dead")).containsExactlyInAnyOrder(1, 2, 3);
    assertThat(SHOP.losses()).hasValue(0);
  }

  @Test
  void calls_a_function_asynchronously_with_the_event_or_a_constant_input() {
    List<String> calls = Collections.synchronizedList(new ArrayList<>());
    Target whole = new Target("whole", LocalArn.function("whole"), null, null);
    Target constant = new Target("constant", LocalArn.function("constant"), "{}", null);

    SHOP.bus((name, event, delay) -> calls.add(name + event), rule("a", ORDERS, whole, constant))
        .put(List.of(order("{\"n\": 1}")));

    assertThat(calls)
        .satisfiesExactlyInAnyOrder(
            call -> assertThat(call).startsWith("whole{\"version\":\"0\"").contains("\"n\": 1"),
            call -> assertThat(call).isEqualTo("constant{}"));
  }

  @Test
  void an_event_that_no_function_accepts_becomes_a_dead_letter() {
    Target busy = new Target("busy", LocalArn.function("busy"), null, LocalArn.queue("dead"));

    SHOP.bus(AsyncInvoker.NONE, rule("busy", ORDERS, busy)).put(List.of(order("{}")));

    assertThat(SHOP.messages("dead").getFirst().messageAttributes().get("ERROR_CODE"))
        .extracting(MessageAttributeValue::stringValue)
        .isEqualTo("TooManyRequestsException");
  }

  @Test
  void reports_an_event_that_reaches_no_queue_as_lost() {
    SHOP.bus(rule("orders", ORDERS, "missing")).put(List.of(order("{}")));

    assertThat(SHOP.losses()).hasValue(1);
  }

  @Test
  void a_failing_target_delays_a_call_less_than_its_timeout() {
    var bus = SHOP.bus(rule("orders", ORDERS, "missing"), rule("broken", ORDERS, BROKEN));

    long begin = System.nanoTime();
    bus.put(List.of(order("{}"), order("{}")));

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void tries_a_target_once_after_a_stop() {
    stop.request();

    SHOP.bus(stop, rule("all", ORDERS, "all")).put(List.of(order("{}")));

    assertThat(SHOP.received("all")).hasSize(1);
    assertThat(SHOP.losses()).hasValue(0);
  }

  @Test
  void reports_undelivered_events_at_a_stop_as_lost() {
    stop.request();

    SHOP.bus(stop, rule("broken", ORDERS, BROKEN)).put(List.of(order("{}"), order("{}")));

    assertThat(SHOP.queues().isEmpty("dead")).isTrue();
    assertThat(SHOP.losses()).hasValue(1);
  }

  @Test
  void a_stop_ends_retries() {
    stop.request();

    long begin = System.nanoTime();
    SHOP.bus(stop, rule("orders", ORDERS, "missing")).put(List.of(order("{}")));

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
  }
}
