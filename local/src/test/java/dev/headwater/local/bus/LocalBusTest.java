package dev.headwater.local.bus;

import static dev.headwater.local.bus.ShopBus.ORDERS;
import static dev.headwater.local.bus.ShopBus.entry;
import static dev.headwater.local.bus.ShopBus.order;
import static dev.headwater.local.bus.ShopBus.results;
import static dev.headwater.local.bus.ShopBus.rule;
import static dev.headwater.local.bus.ShopBus.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.local.bus.PutAnswer.Answered;
import dev.headwater.local.bus.PutAnswer.Invalid;
import dev.headwater.local.bus.PutAnswer.Result;
import dev.headwater.local.bus.PutAnswer.Result.Accepted;
import dev.headwater.local.bus.PutAnswer.Result.Refused;
import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.template.RuleDeclaration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LocalBusTest {
  @RegisterExtension private static final ShopBus SHOP = ShopBus.withQueues("orders", "all");

  @Test
  void a_target_receives_the_documented_envelope() {
    var bus = SHOP.bus(rule("orders", ORDERS, "orders"));
    var entry =
        new BusEntry(
            "shop",
            "OrderPlaced",
            "{\"amount\": 1.50, \"name\":\"Ä\"}",
            List.of("arn:aws:shop"),
            Instant.parse("2026-03-01T10:00:00.9Z"),
            "shop-bus");

    String id = id(only(bus.put(List.of(entry))));

    JsonNode event = JsonMapper.shared().readTree(SHOP.received("orders").getFirst());
    assertThat(event)
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"version": "0", "id": "%s", "detail-type": "OrderPlaced", "source": "shop",
                     "account": "000000000000", "time": "2026-03-01T10:00:00Z",
                     "region": "us-east-1",
                     "resources": ["arn:aws:shop"], "detail": {"amount": 1.50, "name": "Ä"}}
                    """
                        .formatted(id)));
  }

  @Test
  void an_entry_without_a_time_gets_the_time_of_the_call() {
    SHOP.bus(rule("orders", ORDERS, "orders")).put(List.of(order("{}")));

    JsonNode event = JsonMapper.shared().readTree(SHOP.received("orders").getFirst());
    assertThat(Instant.parse(event.path("time").stringValue()))
        .isBetween(Instant.now().minusSeconds(60), Instant.now());
    assertThat(event.path("time").stringValue()).hasSize("2026-03-01T10:00:00Z".length());
  }

  @Test
  void only_enabled_matching_rules_route_an_event() {
    var bus =
        SHOP.bus(
            rule("orders", ORDERS, "orders"),
            rule(
                "large",
                """
                {"detail": {"amount": [{"numeric": [">", 100]}]}}
                """,
                "all"),
            new RuleDeclaration("Off", "off", "shop-bus", ORDERS, false, List.of(to("all"))));

    bus.put(List.of(order("{\"amount\": 1}"), order("{\"amount\": 101}")));

    assertThat(SHOP.received("orders")).hasSize(2);
    assertThat(SHOP.received("all")).singleElement().asString().contains("101");
  }

  @Test
  void an_event_stays_on_its_own_bus() {
    var bus =
        SHOP.bus(
            rule("orders", ORDERS, "orders"),
            new RuleDeclaration("Default", "default", "default", ORDERS, true, List.of(to("all"))));

    bus.put(
        List.of(
            entry("shop", "OrderPlaced", "{\"n\": 1}", null),
            entry("shop", "OrderPlaced", "{\"n\": 2}", LocalArn.bus("shop-bus"))));

    assertThat(SHOP.received("all")).singleElement().asString().contains("\"n\": 1");
    assertThat(SHOP.received("orders")).singleElement().asString().contains("\"n\": 2");
  }

  @Test
  void reports_a_result_for_each_entry_in_order() {
    var bus = SHOP.bus(rule("orders", ORDERS, "orders"));

    List<Result> results =
        results(
            bus.put(
                List.of(
                    order("{"),
                    order("[1]"),
                    order("{} {}"),
                    order("{}"),
                    entry(null, "T", "{}", "shop-bus"),
                    entry("s", "", "{}", "shop-bus"),
                    entry("s", "T", null, "shop-bus"),
                    entry("s", "T", "{}", "elsewhere"),
                    entry("aws.s3", "T", "{}", "shop-bus"))));

    assertThat(results.get(3)).isInstanceOf(Accepted.class);
    var malformed = new Refused("MalformedDetail", "Detail is malformed.");
    assertThat(results.subList(0, 3)).containsExactly(malformed, malformed, malformed);
    assertThat(results.subList(4, 9))
        .containsExactly(
            missing("Source"),
            missing("DetailType"),
            missing("Detail"),
            new Refused("ResourceNotFoundException", "Event bus elsewhere does not exist."),
            new Refused("NotAuthorizedForSourceException", "Not authorized for the source."));
    assertThat(SHOP.received("orders")).hasSize(1);
  }

  @Test
  void rejects_a_call_with_no_or_too_many_entries_or_bytes() {
    var bus = SHOP.bus(rule("orders", ORDERS, "orders"));
    String detail = "{\"text\":\"" + "x".repeat(256 * 1024 - 4 - 11 - 11) + "\"}";

    assertThat(bus.put(List.of())).isInstanceOf(Invalid.class);
    assertThat(bus.put(Collections.nCopies(11, order("{}"))))
        .isEqualTo(
            new Invalid(
                "1 validation error detected: Value at 'entries' failed to satisfy constraint: "
                    + "Member must have length less than or equal to 10"));
    assertThat(bus.put(List.of(order(detail)))).isInstanceOf(Answered.class);
    assertThat(bus.put(List.of(order(detail), order("{}"))))
        .isEqualTo(new Invalid("Total size of the entries in the request is over the limit."));
  }

  @Test
  void counts_the_size_of_an_entry_as_documented() {
    assertThat(new BusEntry("ä", "tt", "{}", List.of("r1", "r2"), null, "bus").sizeBytes())
        .isEqualTo(2 + 2 + 2 + 4);
    assertThat(new BusEntry("s", "t", "{}", List.of(), Instant.EPOCH, null).sizeBytes())
        .isEqualTo(14 + 1 + 1 + 2);
  }

  @Test
  void a_batch_of_ten_events_arrives_once_each() {
    var bus = SHOP.bus(rule("orders", ORDERS, "orders"));

    bus.put(IntStream.range(0, 10).mapToObj(i -> order("{\"n\": " + i + "}")).toList());

    List<Integer> numbers =
        SHOP.received("orders").stream()
            .map(JsonMapper.shared()::readTree)
            .map(event -> event.path("detail").path("n").intValue())
            .sorted()
            .toList();
    assertThat(numbers).isEqualTo(IntStream.range(0, 10).boxed().toList());
  }

  @Test
  void delivers_events_that_together_exceed_one_sqs_call() {
    String detail = "{\"text\":\"" + "x".repeat(26_100) + "\"}";

    SHOP.bus(rule("orders", ORDERS, "orders")).put(Collections.nCopies(10, order(detail)));

    assertThat(SHOP.received("orders")).hasSize(10);
  }

  @Test
  void refuses_a_broken_rule_by_name() {
    assertThatThrownBy(() -> SHOP.bus(rule("odd", "{\"source\": \"shop\"}", "orders")))
        .isInstanceOf(LocalCloudException.class)
        .hasMessageStartingWith("The event pattern of rule odd is invalid: ");
    assertThatThrownBy(
            () -> SHOP.bus(new RuleDeclaration("Lost", "lost", "nowhere", ORDERS, true, List.of())))
        .isInstanceOf(LocalCloudException.class)
        .hasMessage(
            "Rule Lost refers to the event bus nowhere, which the template does not declare.");
  }

  private static Refused missing(String name) {
    return new Refused(
        "InvalidArgument",
        "Parameter " + name + " is not valid. Reason: " + name + " is a required argument.");
  }

  private static Result only(PutAnswer answer) {
    assertThat(results(answer)).hasSize(1);
    return results(answer).getFirst();
  }

  private static String id(Result result) {
    assertThat(result).isInstanceOf(Accepted.class);
    return ((Accepted) result).eventId();
  }
}
