package dev.headwater.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.CommandHandler;
import dev.headwater.CommandRequest;
import dev.headwater.Decider;
import dev.headwater.Outcome;
import dev.headwater.Outcome.Committed;
import dev.headwater.Outcome.Refused;
import dev.headwater.Outcome.VersionConflict;
import dev.headwater.PublishingLimits;
import dev.headwater.StateFormat;
import dev.headwater.event.CommandStamp;
import dev.headwater.event.StreamId;
import dev.headwater.host.Host;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.testkit.basket.Basket;
import dev.headwater.testkit.basket.BasketCodec;
import dev.headwater.testkit.basket.BasketCommand;
import dev.headwater.testkit.basket.BasketCommand.AddItems;
import dev.headwater.testkit.basket.BasketCommand.OpenBasket;
import dev.headwater.testkit.basket.BasketDecider;
import dev.headwater.testkit.basket.BasketEvent;
import dev.headwater.testkit.basket.BasketRefusal;
import dev.headwater.testkit.basket.BasketRefusal.AlreadyOpen;
import dev.headwater.testkit.basket.BasketStateCodec;
import dev.headwater.testkit.basket.OneOffDecider;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The floor: one Query and one write, and the write alone where the stream's head is cached. */
@ExtendWith(LocalTables.class)
class RequestsPerCommandTest {
  private static final Map<String, Integer> NONE = Map.of();
  private static final Map<String, Integer> LOAD = Map.of("Query", 1);
  private static final Map<String, Integer> WRITE = Map.of("PutItem", 1);
  private static final Map<String, Integer> LOAD_AND_WRITE = Map.of("Query", 1, "PutItem", 1);

  private final StreamId basket = new StreamId("BASKET", UUID.randomUUID().toString());
  private final RequestCount requests = new RequestCount();
  private final CapacityMeter meter = new CapacityMeter();
  private final DynamoDbClient client;
  private final String claims;
  private final CommandHandler<BasketCommand, Basket, BasketEvent, BasketRefusal> warm;

  RequestsPerCommandTest(LocalDynamoDb local) {
    client = Clients.watched(local.endpoint(), List.of(requests, meter));
    claims = LocalTables.newClaims(local);
    warm = host(new BasketDecider());
  }

  private CommandHandler<BasketCommand, Basket, BasketEvent, BasketRefusal> host(
      Decider<BasketCommand, Basket, BasketEvent, BasketRefusal> decider) {
    return new CommandHandler<>(
        decider,
        new DynamoDbEventStore<>(
                client,
                LocalTables.EVENTS,
                new BasketCodec(),
                StateFormat.of(decider, Basket.class, new BasketStateCodec()),
                PublishingLimits.NONE)
            .withClaims(claims),
        Host.system());
  }

  /** A host that has not seen the basket. */
  private CommandHandler<BasketCommand, Basket, BasketEvent, BasketRefusal> cold() {
    return host(new BasketDecider());
  }

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void the_first_command_of_a_stream() {
    assertThat(warm.handle(open("tea"))).isInstanceOf(Committed.class);
    assertThat(requests.take()).isEqualTo(LOAD_AND_WRITE);
    assertThat(meter.takeWritten()).isEqualTo(1);
  }

  @Test
  void a_command_that_creates_and_its_repeat() {
    assertThat(warm.handle(open("tea").asCreating())).isInstanceOf(Committed.class);
    assertThat(requests.take()).isEqualTo(WRITE);
    assertThat(meter.takeWritten()).isEqualTo(1);

    assertThat(cold().handle(open("tea").asCreating())).isInstanceOf(Committed.class);
    assertThat(requests.take()).isEqualTo(WRITE);
    assertThat(cold().handle(request("other", new OpenBasket(List.of())).asCreating()))
        .isEqualTo(new Refused<>(new AlreadyOpen(), 2));
    assertThat(requests.take()).isEqualTo(LOAD_AND_WRITE);
  }

  @Test
  void an_update_cold_and_warm() {
    warm.handle(open());
    requests.take();
    meter.takeWritten();

    assertThat(warm.handle(add("a", "tea"))).isInstanceOf(Committed.class);
    assertThat(requests.take()).isEqualTo(WRITE);
    assertThat(cold().handle(add("b", "milk"))).isInstanceOf(Committed.class);
    assertThat(requests.take()).isEqualTo(LOAD_AND_WRITE);
    assertThat(meter.takeRead()).isEqualTo(1);
    assertThat(meter.takeWritten()).isEqualTo(2);
  }

  @Test
  void an_update_on_a_head_that_another_host_moved_on() {
    warm.handle(open());
    cold().handle(add("a", "tea"));
    requests.take();

    assertThat(warm.handle(add("b", "milk"))).isInstanceOf(Committed.class);
    assertThat(requests.take()).isEqualTo(Map.of("PutItem", 2));
  }

  @Test
  void a_duplicate_whose_commit_is_cached_and_one_whose_is_not() {
    warm.handle(open());
    Outcome<BasketEvent, BasketRefusal> first = warm.handle(add("a", "tea"));
    requests.take();

    assertThat(warm.handle(add("a", "tea"))).isEqualTo(first);
    assertThat(requests.take()).isEqualTo(NONE);
    assertThat(cold().handle(add("a", "tea"))).isEqualTo(first);
    assertThat(requests.take()).isEqualTo(LOAD);
    warm.handle(add("b", "milk"));
    requests.take();
    assertThat(warm.handle(add("a", "tea"))).isEqualTo(first);
    assertThat(requests.take()).isEqualTo(LOAD);
  }

  @Test
  void a_conflict_with_the_expected_version() {
    warm.handle(open());
    warm.handle(add("a", "tea"));
    requests.take();

    assertThat(warm.handle(add("b", "milk").withExpectedVersion(1L)))
        .isEqualTo(new VersionConflict<>(1, 2));
    assertThat(requests.take()).isEqualTo(LOAD);
    assertThat(cold().handle(add("b", "milk").withExpectedVersion(7L)))
        .isEqualTo(new VersionConflict<>(7, 2));
    assertThat(requests.take()).isEqualTo(LOAD);
  }

  @Test
  void a_refusal() {
    warm.handle(open());
    requests.take();

    assertThat(warm.handle(CommandRequest.of(basket, new OpenBasket(List.of()))))
        .isEqualTo(new Refused<>(new AlreadyOpen(), 1));
    assertThat(requests.take()).isEqualTo(LOAD);
  }

  @Test
  void a_command_that_claims() {
    var claiming = host(new OneOffDecider());

    assertThat(claiming.handle(open("tea").asCreating())).isInstanceOf(Committed.class);
    assertThat(requests.take()).isEqualTo(Map.of("TransactWriteItems", 1));
    assertThat(claiming.handle(add("a", "milk"))).isInstanceOf(Committed.class);
    assertThat(requests.take()).isEqualTo(Map.of("TransactWriteItems", 1));
    assertThat(claiming.handle(add("b", "milk"))).isInstanceOf(Committed.class);
    assertThat(requests.take()).isEqualTo(WRITE);
  }

  private CommandRequest<BasketCommand> open(String... items) {
    return request("open", new OpenBasket(List.of(items)));
  }

  private CommandRequest<BasketCommand> add(String id, String item) {
    return request(id, new AddItems(List.of(item)));
  }

  private CommandRequest<BasketCommand> request(String id, BasketCommand command) {
    return CommandRequest.of(basket, command).withStamp(CommandStamp.of(id, command.toString()));
  }
}
