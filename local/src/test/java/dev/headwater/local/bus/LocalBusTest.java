package dev.headwater.local.bus;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.headwater.local.LocalArn;
import dev.headwater.local.LocalCloudException;
import dev.headwater.local.StopSignal;
import dev.headwater.local.bus.PutAnswer.Answered;
import dev.headwater.local.bus.PutAnswer.Invalid;
import dev.headwater.local.bus.PutAnswer.Result;
import dev.headwater.local.bus.PutAnswer.Result.Accepted;
import dev.headwater.local.bus.PutAnswer.Result.Refused;
import dev.headwater.local.chaos.Chaos;
import dev.headwater.local.template.BusDeclaration;
import dev.headwater.local.template.RuleDeclaration;
import dev.headwater.local.template.RuleDeclaration.Target;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LocalBusTest {
    private static final String ORDERS = """
            {"source": ["shop"], "detail-type": ["OrderPlaced"]}
            """;

    private static SQSRestServer server;
    private static SqsClient sqs;

    private final AtomicInteger losses = new AtomicInteger();

    @BeforeAll
    static void start() {
        server = SQSRestServerBuilder.withInterface("127.0.0.1").withDynamicPort().start();
        int port = server.waitUntilStarted().localAddress().getPort();
        sqs = SqsClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + port))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider
                        .create(AwsBasicCredentials.create("local", "local")))
                .build();
    }

    @AfterAll
    static void stop() {
        sqs.close();
        server.stopAndWait();
    }

    @BeforeEach
    void freshQueues() {
        for (String name : List.of("orders", "all", "dead")) {
            sqs.createQueue(queue -> queue.queueName(name));
            sqs.purgeQueue(queue -> queue.queueUrl(url(name)));
        }
    }

    @Test
    void a_target_receives_the_documented_envelope() {
        var bus = bus(rule("orders", ORDERS, "orders"));
        var entry = new BusEntry("shop", "OrderPlaced", "{\"amount\": 1.50, \"name\":\"Ä\"}",
                List.of("arn:aws:shop"), Instant.parse("2026-03-01T10:00:00.9Z"), "shop-bus");

        String id = id(only(bus.put(List.of(entry))));

        JsonNode event = JsonMapper.shared().readTree(received("orders").getFirst());
        assertThat(event).isEqualTo(JsonMapper.shared().readTree("""
                {"version": "0", "id": "%s", "detail-type": "OrderPlaced", "source": "shop",
                 "account": "000000000000", "time": "2026-03-01T10:00:00Z", "region": "us-east-1",
                 "resources": ["arn:aws:shop"], "detail": {"amount": 1.50, "name": "Ä"}}
                """.formatted(id)));
    }

    @Test
    void an_entry_without_a_time_gets_the_time_of_the_call() {
        bus(rule("orders", ORDERS, "orders")).put(List.of(order("{}")));

        JsonNode event = JsonMapper.shared().readTree(received("orders").getFirst());
        assertThat(Instant.parse(event.path("time").stringValue()))
                .isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(event.path("time").stringValue()).hasSize("2026-03-01T10:00:00Z".length());
    }

    @Test
    void only_enabled_rules_that_match_pass_an_event_on() {
        var bus = bus(rule("orders", ORDERS, "orders"),
                rule("large", """
                        {"detail": {"amount": [{"numeric": [">", 100]}]}}
                        """, "all"),
                new RuleDeclaration("Off", "off", "shop-bus", ORDERS, false, List.of(to("all"))));

        bus.put(List.of(order("{\"amount\": 1}"), order("{\"amount\": 101}")));

        assertThat(received("orders")).hasSize(2);
        assertThat(received("all")).singleElement().asString().contains("101");
    }

    @Test
    void an_event_stays_on_its_own_bus() {
        var bus = bus(rule("orders", ORDERS, "orders"), new RuleDeclaration("Default", "default",
                "default", ORDERS, true, List.of(to("all"))));

        bus.put(List.of(entry("shop", "OrderPlaced", "{\"n\": 1}", null),
                entry("shop", "OrderPlaced", "{\"n\": 2}", LocalArn.bus("shop-bus"))));

        assertThat(received("all")).singleElement().asString().contains("\"n\": 1");
        assertThat(received("orders")).singleElement().asString().contains("\"n\": 2");
    }

    @Test
    void each_entry_is_judged_by_itself_and_in_its_place() {
        var bus = bus(rule("orders", ORDERS, "orders"));

        List<Result> results = results(bus.put(List.of(order("{"), order("[1]"), order("{} {}"),
                order("{}"), entry(null, "T", "{}", "shop-bus"), entry("s", "", "{}", "shop-bus"),
                entry("s", "T", null, "shop-bus"), entry("s", "T", "{}", "elsewhere"),
                entry("aws.s3", "T", "{}", "shop-bus"))));

        assertThat(results.get(3)).isInstanceOf(Accepted.class);
        var malformed = new Refused("MalformedDetail", "Detail is malformed.");
        assertThat(results.subList(0, 3)).containsExactly(malformed, malformed, malformed);
        assertThat(results.subList(4, 9)).containsExactly(missing("Source"),
                missing("DetailType"), missing("Detail"),
                new Refused("ResourceNotFoundException", "Event bus elsewhere does not exist."),
                new Refused("NotAuthorizedForSourceException", "Not authorized for the source."));
        assertThat(received("orders")).hasSize(1);
    }

    @Test
    void a_call_with_no_or_too_many_entries_or_bytes_is_refused_whole() {
        var bus = bus(rule("orders", ORDERS, "orders"));
        String detail = "{\"text\":\"" + "x".repeat(256 * 1024 - 4 - 11 - 11) + "\"}";

        assertThat(bus.put(List.of())).isInstanceOf(Invalid.class);
        assertThat(bus.put(Collections.nCopies(11, order("{}")))).isEqualTo(new Invalid(
                "1 validation error detected: Value at 'entries' failed to satisfy constraint: "
                        + "Member must have length less than or equal to 10"));
        assertThat(bus.put(List.of(order(detail)))).isInstanceOf(Answered.class);
        assertThat(bus.put(List.of(order(detail), order("{}")))).isEqualTo(
                new Invalid("Total size of the entries in the request is over the limit."));
    }

    @Test
    void the_size_of_an_entry_counts_as_documented() {
        assertThat(new BusEntry("ä", "tt", "{}", List.of("r1", "r2"), null, "bus").sizeBytes())
                .isEqualTo(2 + 2 + 2 + 4);
        assertThat(new BusEntry("s", "t", "{}", List.of(), Instant.EPOCH, null).sizeBytes())
                .isEqualTo(14 + 1 + 1 + 2);
    }

    @Test
    void ten_events_at_once_arrive_once_each() {
        var bus = bus(rule("orders", ORDERS, "orders"));

        bus.put(IntStream.range(0, 10).mapToObj(i -> order("{\"n\": " + i + "}")).toList());

        List<Integer> numbers = received("orders").stream()
                .map(JsonMapper.shared()::readTree)
                .map(event -> event.path("detail").path("n").intValue())
                .sorted()
                .toList();
        assertThat(numbers).isEqualTo(IntStream.range(0, 10).boxed().toList());
    }

    @Test
    void events_that_together_are_too_large_for_one_call_to_the_queue_arrive_too() {
        String detail = "{\"text\":\"" + "x".repeat(26_100) + "\"}";

        bus(rule("orders", ORDERS, "orders")).put(Collections.nCopies(10, order(detail)));

        assertThat(received("orders")).hasSize(10);
    }

    @Test
    void what_a_target_does_not_take_goes_to_its_dead_letter_queue_and_harms_no_other() {
        var broken = new Target("broken", LocalArn.queue("missing"), LocalArn.queue("dead"));
        var bus = bus(new RuleDeclaration("Broken", "broken", "shop-bus", ORDERS, true,
                List.of(broken, to("all"))));

        assertThat(results(bus.put(List.of(order("{\"n\": 1}"))))).singleElement()
                .isInstanceOf(Accepted.class);

        assertThat(received("all")).hasSize(1);
        Message buried = messages("dead").getFirst();
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
        assertThat(losses).hasValue(0);
    }

    @Test
    void an_event_that_reaches_nobody_is_reported_as_lost() {
        bus(rule("orders", ORDERS, "missing")).put(List.of(order("{}")));

        assertThat(losses).hasValue(1);
    }

    @Test
    void a_stop_ends_the_wait_for_a_target() {
        var bus = stoppedBus(rule("orders", ORDERS, "missing"));

        long begin = System.nanoTime();
        bus.put(List.of(order("{}")));

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
        assertThat(losses).hasValue(1);
    }

    @Test
    void what_a_stop_buries_has_not_exhausted_its_attempts() {
        var broken = new Target("broken", LocalArn.queue("missing"), LocalArn.queue("dead"));

        stoppedBus(new RuleDeclaration("Broken", "broken", "shop-bus", ORDERS, true,
                List.of(broken))).put(List.of(order("{}")));

        var attributes = messages("dead").getFirst().messageAttributes();
        assertThat(attributes.get("RETRY_ATTEMPTS")).extracting(MessageAttributeValue::stringValue)
                .isEqualTo("0");
        assertThat(attributes).containsKey("ERROR_CODE")
                .doesNotContainKey("EXHAUSTED_RETRY_CONDITION");
        assertThat(losses).hasValue(0);
    }

    @Test
    void a_broken_rule_is_refused_by_name() {
        assertThatThrownBy(() -> bus(rule("odd", "{\"source\": \"shop\"}", "orders")))
                .isInstanceOf(LocalCloudException.class)
                .hasMessageStartingWith("The event pattern of the rule odd is invalid: ");
        assertThatThrownBy(() -> bus(
                new RuleDeclaration("Lost", "lost", "nowhere", ORDERS, true, List.of())))
                .isInstanceOf(LocalCloudException.class)
                .hasMessage("The rule Lost is for the "
                        + "event bus nowhere, which the template does not declare.");
    }

    private LocalBus bus(RuleDeclaration... rules) {
        return new LocalBus(List.of(new BusDeclaration("Bus", "shop-bus")), List.of(rules),
                new LocalBus.Targets(sqs, LocalBusTest::url, losses::incrementAndGet));
    }

    private LocalBus stoppedBus(RuleDeclaration rule) {
        var stop = new StopSignal();
        stop.request();
        return new LocalBus(List.of(new BusDeclaration("Bus", "shop-bus")), List.of(rule),
                new LocalBus.Targets(sqs, LocalBusTest::url, losses::incrementAndGet, Chaos.NONE,
                        stop));
    }

    private static RuleDeclaration rule(String name, String pattern, String queue) {
        return new RuleDeclaration(name, name, "shop-bus", pattern, true, List.of(to(queue)));
    }

    private static Target to(String queue) {
        return new Target(queue, LocalArn.queue(queue), null);
    }

    private static BusEntry order(String detail) {
        return entry("shop", "OrderPlaced", detail, "shop-bus");
    }

    private static BusEntry entry(@Nullable String source, @Nullable String detailType,
            @Nullable String detail, @Nullable String bus) {
        return new BusEntry(source, detailType, detail, List.of(), null, bus);
    }

    private static Refused missing(String name) {
        return new Refused("InvalidArgument",
                "Parameter " + name + " is not valid. Reason: " + name
                        + " is a required argument.");
    }

    private static List<Result> results(PutAnswer answer) {
        assertThat(answer).isInstanceOf(Answered.class);
        return ((Answered) answer).results();
    }

    private static Result only(PutAnswer answer) {
        assertThat(results(answer)).hasSize(1);
        return results(answer).getFirst();
    }

    private static String id(Result result) {
        assertThat(result).isInstanceOf(Accepted.class);
        return ((Accepted) result).eventId();
    }

    private static List<String> received(String queue) {
        return messages(queue).stream().map(Message::body).toList();
    }

    private static List<Message> messages(String queue) {
        return sqs.receiveMessage(receive -> receive.queueUrl(url(queue))
                .maxNumberOfMessages(10)
                .messageAttributeNames("All")
                .waitTimeSeconds(1)).messages();
    }

    private static String url(String queue) {
        return sqs.serviceClientConfiguration().endpointOverride().orElseThrow()
                + "/000000000000/" + queue;
    }
}
