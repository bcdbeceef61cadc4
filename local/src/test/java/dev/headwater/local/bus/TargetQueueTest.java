package dev.headwater.local.bus;

import java.time.Duration;
import java.util.List;

import dev.headwater.local.LocalArn;
import dev.headwater.local.StopSignal;
import dev.headwater.local.bus.PutAnswer.Result.Accepted;
import dev.headwater.local.template.RuleDeclaration.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

import static dev.headwater.local.bus.ShopBus.ORDERS;
import static dev.headwater.local.bus.ShopBus.order;
import static dev.headwater.local.bus.ShopBus.results;
import static dev.headwater.local.bus.ShopBus.rule;
import static dev.headwater.local.bus.ShopBus.to;
import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of events whose target does not take them. */
class TargetQueueTest {
    private static final Target BROKEN = new Target("broken", LocalArn.queue("missing"),
            LocalArn.queue("dead"));

    @RegisterExtension
    private static final ShopBus SHOP = ShopBus.withQueues("all", "dead");

    private final StopSignal stop = new StopSignal();

    @Test
    void what_a_target_does_not_take_goes_to_its_dead_letter_queue_and_harms_no_other() {
        var bus = SHOP.bus(rule("broken", ORDERS, BROKEN, to("all")));

        assertThat(results(bus.put(List.of(order("{\"n\": 1}"))))).singleElement()
                .isInstanceOf(Accepted.class);

        assertThat(SHOP.received("all")).hasSize(1);
        Message buried = SHOP.messages("dead").getFirst();
        assertThat(buried.body()).contains("\"n\": 1");
        var attributes = buried.messageAttributes();
        assertThat(attributes).containsKeys("ERROR_CODE", "ERROR_MESSAGE");
        assertThat(attributes.get("RULE_ARN")).extracting(MessageAttributeValue::stringValue)
                .isEqualTo("arn:aws:events:us-east-1:000000000000:rule/shop-bus/broken");
        assertThat(attributes.get("TARGET_ARN")).extracting(MessageAttributeValue::stringValue)
                .isEqualTo(LocalArn.queue("missing"));
        assertThat(attributes.get("RETRY_ATTEMPTS")).extracting(MessageAttributeValue::stringValue)
                .isEqualTo(Integer.toString(TargetQueue.MAX_ATTEMPTS - 1));
        assertThat(attributes.get("EXHAUSTED_RETRY_CONDITION"))
                .extracting(MessageAttributeValue::stringValue)
                .isEqualTo("MaximumRetryAttempts");
        assertThat(SHOP.losses()).hasValue(0);
    }

    @Test
    void an_event_that_reaches_nobody_is_reported_as_lost() {
        SHOP.bus(rule("orders", ORDERS, "missing")).put(List.of(order("{}")));

        assertThat(SHOP.losses()).hasValue(1);
    }

    @Test
    void a_target_that_fails_holds_a_call_up_for_less_time_than_callers_wait() {
        var bus = SHOP.bus(rule("orders", ORDERS, "missing"), rule("broken", ORDERS, BROKEN));

        long begin = System.nanoTime();
        bus.put(List.of(order("{}"), order("{}")));

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void after_a_stop_a_target_is_tried_once() {
        stop.request();

        SHOP.bus(stop, rule("all", ORDERS, "all")).put(List.of(order("{}")));

        assertThat(SHOP.received("all")).hasSize(1);
        assertThat(SHOP.losses()).hasValue(0);
    }

    @Test
    void what_a_stop_leaves_is_a_loss_and_no_dead_letter() {
        stop.request();

        SHOP.bus(stop, rule("broken", ORDERS, BROKEN)).put(List.of(order("{}"), order("{}")));

        assertThat(SHOP.queues().isEmpty("dead")).isTrue();
        assertThat(SHOP.losses()).hasValue(1);
    }

    @Test
    void a_stop_ends_the_wait_for_a_target() {
        stop.request();

        long begin = System.nanoTime();
        SHOP.bus(stop, rule("orders", ORDERS, "missing")).put(List.of(order("{}")));

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
    }
}
