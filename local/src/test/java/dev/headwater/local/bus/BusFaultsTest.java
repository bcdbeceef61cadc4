package dev.headwater.local.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.local.bus.PutAnswer.Answered;
import dev.headwater.local.bus.PutAnswer.Result;
import dev.headwater.local.bus.PutAnswer.Result.Accepted;
import dev.headwater.local.bus.PutAnswer.Result.Refused;
import dev.headwater.local.chaos.Chaos;
import dev.headwater.local.chaos.ChaosSettings;
import dev.headwater.local.chaos.Drop;
import dev.headwater.local.functions.AsyncInvoker;
import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.ground.StopSignal;
import dev.headwater.local.queues.LocalSqs;
import dev.headwater.local.template.BusDeclaration;
import dev.headwater.local.template.QueueDeclaration;
import dev.headwater.local.template.RuleDeclaration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import tools.jackson.databind.json.JsonMapper;

/** Faults that chaos injects between the bus and a queue. */
class BusFaultsTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final String QUEUE = "orders";

  private static LocalSqs queues;

  private final AtomicInteger losses = new AtomicInteger();
  private final List<Integer> received = new ArrayList<>();

  @BeforeAll
  static void start() {
    queues = LocalSqs.start();
    queues.create(
        List.of(
            new QueueDeclaration(
                QUEUE,
                QUEUE,
                Duration.ofSeconds(30),
                Duration.ofDays(4),
                Duration.ZERO,
                Duration.ZERO,
                null)));
  }

  @AfterAll
  static void stop() {
    queues.close();
  }

  @BeforeEach
  void freshQueue() {
    queues.client().purgeQueue(r -> r.queueUrl(queues.url(QUEUE)));
  }

  @Test
  void accepts_and_records_a_drop_without_reporting_a_loss() {
    Chaos chaos = chaos("drop=1");

    assertThat(put(chaos, 2)).hasOnlyElementsOfType(Accepted.class);

    assertThat(chaos.drops())
        .containsExactly(new Drop("event-0", QUEUE), new Drop("event-1", QUEUE));
    assertThat(queues.isEmpty(QUEUE)).isTrue();
    assertThat(losses).hasValue(0);
  }

  @Test
  void duplicates_arrive_twice_even_beyond_the_size_of_a_batch() {
    put(chaos("duplicate=1"), 10);

    awaitReceived(20);
    assertThat(received)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 20).mapToObj(i -> i / 2).toList());
  }

  @Test
  void delayed_messages_wait_in_the_queue() {
    put(chaos("delay=1"), 10);
    receive();

    assertThat(received).hasSizeLessThan(10);
    awaitReceived(10);
  }

  @Test
  void later_messages_overtake_a_reordered_one() {
    put(chaos("reorder=1"), 1);
    bus(Chaos.NONE).put(List.of(entry(7)));

    awaitReceived(2);
    assertThat(received).containsExactly(7, 0);
  }

  @Test
  void refuses_some_entries_with_retryable_errors_and_does_not_route_them() {
    List<Result> results = put(chaos("partial-put=0.5"), 10);

    assertThat(results)
        .hasAtLeastOneElementOfType(Accepted.class)
        .contains(
            new Refused("InternalFailure", "The entry was rejected (chaos)."),
            new Refused("ThrottlingException", "The entry was rejected (chaos)."));
    List<Integer> accepted =
        IntStream.range(0, 10).filter(i -> results.get(i) instanceof Accepted).boxed().toList();
    awaitReceived(accepted.size());
    assertThat(received).containsExactlyInAnyOrderElementsOf(accepted);
  }

  private static Chaos chaos(String settings) {
    return new Chaos(ChaosSettings.parse("seed=7," + settings));
  }

  private List<Result> put(Chaos chaos, int entries) {
    PutAnswer answer =
        bus(chaos).put(IntStream.range(0, entries).mapToObj(BusFaultsTest::entry).toList());
    assertThat(answer).isInstanceOf(Answered.class);
    return ((Answered) answer).results();
  }

  private LocalBus bus(Chaos chaos) {
    var target = new RuleDeclaration.Target(QUEUE, LocalArn.queue(QUEUE), null, null);
    var rule =
        new RuleDeclaration(
            "Orders", "orders", "shop-bus", "{\"source\": [\"shop\"]}", true, List.of(target));
    return new LocalBus(
        List.of(new BusDeclaration("Bus", "shop-bus")),
        List.of(rule),
        new LocalBus.Targets(
            queues.client(),
            queues::url,
            AsyncInvoker.NONE,
            losses::incrementAndGet,
            chaos,
            new StopSignal()));
  }

  private static BusEntry entry(int number) {
    return new BusEntry(
        "shop",
        "OrderPlaced",
        "{\"eventId\": \"event-%s\", \"n\": %s}".formatted(number, number),
        Collections.emptyList(),
        null,
        "shop-bus");
  }

  private void awaitReceived(int count) {
    await()
        .atMost(TIMEOUT)
        .until(
            () -> {
              receive();
              return received.size() >= count;
            });
    assertThat(received).hasSize(count);
  }

  private void receive() {
    queues
        .client()
        .receiveMessage(r -> r.queueUrl(queues.url(QUEUE)).maxNumberOfMessages(10))
        .messages()
        .stream()
        .map(Message::body)
        .map(body -> JsonMapper.shared().readTree(body).at("/detail/n").intValue())
        .forEach(received::add);
  }
}
