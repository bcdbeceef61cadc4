package dev.headwater.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.headwater.AppendRequest;
import dev.headwater.Claim;
import dev.headwater.ClaimChanges;
import dev.headwater.CommandHandler;
import dev.headwater.CommandRequest;
import dev.headwater.Decider;
import dev.headwater.EventStore.AppendResult.Appended;
import dev.headwater.Outcome.Committed;
import dev.headwater.Outcome.Refused;
import dev.headwater.PublishingLimits;
import dev.headwater.StateFormat;
import dev.headwater.dynamodb.internal.Attributes;
import dev.headwater.dynamodb.internal.ClaimItem;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventCodec;
import dev.headwater.event.StreamId;
import dev.headwater.host.Host;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.testkit.TextStateCodec;
import dev.headwater.testkit.basket.Basket;
import dev.headwater.testkit.basket.BasketCodec;
import dev.headwater.testkit.basket.BasketCommand;
import dev.headwater.testkit.basket.BasketCommand.AddItems;
import dev.headwater.testkit.basket.BasketCommand.Discard;
import dev.headwater.testkit.basket.BasketCommand.OpenBasket;
import dev.headwater.testkit.basket.BasketDecider;
import dev.headwater.testkit.basket.BasketEvent;
import dev.headwater.testkit.basket.BasketRefusal;
import dev.headwater.testkit.basket.BasketRefusal.InAnotherBasket;
import dev.headwater.testkit.basket.BasketStateCodec;
import dev.headwater.testkit.basket.OneOffDecider;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

@ExtendWith(LocalTables.class)
class ClaimsOnDynamoDbTest {
  private final StreamId stream = Commits.newStream();
  private final StreamId other = Commits.newStream();
  private final RequestCount requests = new RequestCount();
  private final Tokens tokens = new Tokens();
  private final LocalDynamoDb local;
  private final String claimsTable;

  ClaimsOnDynamoDbTest(LocalDynamoDb local) {
    this.local = local;
    this.claimsTable = LocalTables.newClaims(local);
  }

  @Test
  void a_commit_and_its_claims_are_one_request() {
    with(
        watched(),
        client -> {
          assertThat(store(client).append(taking(claims(3)))).isEqualTo(new Appended<>(false));
          assertThat(requests.take()).isEqualTo(Map.of("TransactWriteItems", 1));
        });
  }

  @Test
  void a_hundred_items_are_the_limit() {
    with(
        watched(),
        client -> {
          assertThatIllegalArgumentException()
              .isThrownBy(() -> store(client).append(taking(claims(100))))
              .withMessage("A commit to stream %s changes 100 claims; the limit is 99", stream);
          assertThat(requests.take()).isEmpty();
          assertThat(store(client).append(taking(claims(99)))).isEqualTo(new Appended<>(false));
        });
  }

  @Test
  void a_store_without_a_claims_table_says_what_to_do_before_any_request() {
    with(
        watched(),
        client -> {
          var without =
              new DynamoDbEventStore<>(
                  client,
                  LocalTables.EVENTS,
                  EventCodec.asStored(),
                  TextStateCodec.FORMAT,
                  PublishingLimits.NONE);

          assertThatIllegalStateException()
              .isThrownBy(() -> without.append(taking(claims(1))))
              .withMessageContaining("withClaims");
          assertThat(without.storesClaims()).isFalse();
          assertThat(requests.take()).isEmpty();
        });
  }

  @Test
  void a_claim_does_not_show_its_value() {
    String value = "ada." + UUID.randomUUID() + "@example.com";
    store(local.client()).append(taking(Set.of(new Claim("email", value))));
    List<Map<String, AttributeValue>> items =
        local
            .client()
            .scanPaginator(scan -> scan.tableName(claimsTable).consistentRead(true))
            .items()
            .stream()
            .toList();

    assertThat(items).noneMatch(item -> item.toString().contains(value));
    assertThat(items)
        .filteredOn(
            item -> AttributeValue.fromS(stream.toString()).equals(item.get(ClaimItem.OWNER)))
        .singleElement()
        .satisfies(
            item -> assertThat(new Attributes(item).string("PK")).matches("email#[0-9a-f]{64}"));
  }

  @Test
  void a_transaction_that_the_sdk_repeats_takes_effect_once() {
    with(
        Clients.retrying(endpoint(), new LossyHttpClient(1)),
        client -> {
          assertThat(store(client).append(taking(claims(2)))).isEqualTo(new Appended<>(false));
          assertThat(store(client).read(stream, 0, 10).commits()).hasSize(1);
        });
  }

  @Test
  void a_transaction_that_the_handler_repeats_has_the_same_token_and_takes_effect_once() {
    with(
        Clients.withoutRetries(endpoint(), new LossyHttpClient(2), tokens),
        client -> {
          var handler = baskets(client, new OneOffDecider());

          assertThat(handler.handle(request(stream, new OpenBasket(List.of("tea")))))
              .isInstanceOf(Committed.class);
          assertThat(tokens.sent).hasSize(3).containsOnly(tokens.sent.element());
          assertThat(handler.handle(request(other, new OpenBasket(List.of("tea")))))
              .isEqualTo(new Refused<>(new InAnotherBasket("tea"), 0));
        });
  }

  /** From before claims were switched on. */
  @Test
  void what_another_stream_holds_is_not_released() {
    var without = baskets(local.client(), new BasketDecider());
    var claiming = baskets(local.client(), new OneOffDecider());
    without.handle(request(stream, new OpenBasket(List.of("tea", "milk"))));
    claiming.handle(request(other, new OpenBasket(List.of("tea"))));

    with(
        watched(),
        client -> {
          assertThat(baskets(client, new OneOffDecider()).handle(request(stream, new Discard())))
              .isInstanceOf(Committed.class);
          assertThat(requests.take()).isEqualTo(Map.of("Query", 1, "TransactWriteItems", 2));
        });
    StreamId third = Commits.newStream();
    claiming.handle(request(third, new OpenBasket(List.of("milk"))));
    assertThat(claiming.handle(request(third, new AddItems(List.of("tea")))))
        .isEqualTo(new Refused<>(new InAnotherBasket("tea"), 2));
  }

  private URI endpoint() {
    return local.endpoint();
  }

  private DynamoDbClient watched() {
    return Clients.counting(endpoint(), requests);
  }

  private static void with(DynamoDbClient client, Consumer<DynamoDbClient> test) {
    try (client) {
      test.accept(client);
    }
  }

  private DynamoDbEventStore<String, EncodedEvent> store(DynamoDbClient client) {
    return new DynamoDbEventStore<>(
            client,
            LocalTables.EVENTS,
            EventCodec.asStored(),
            TextStateCodec.FORMAT,
            PublishingLimits.NONE)
        .withClaims(claimsTable);
  }

  private CommandHandler<BasketCommand, Basket, BasketEvent, BasketRefusal> baskets(
      DynamoDbClient client, Decider<BasketCommand, Basket, BasketEvent, BasketRefusal> decider) {
    return new CommandHandler<>(
        decider,
        new DynamoDbEventStore<>(
                client,
                LocalTables.EVENTS,
                new BasketCodec(),
                StateFormat.of(decider, Basket.class, new BasketStateCodec()),
                PublishingLimits.NONE)
            .withClaims(claimsTable),
        Host.system());
  }

  private static CommandRequest<BasketCommand> request(StreamId stream, BasketCommand command) {
    return CommandRequest.of(stream, command);
  }

  private AppendRequest<String, EncodedEvent> taking(Set<Claim> claims) {
    return taking(stream, claims);
  }

  private static AppendRequest<String, EncodedEvent> taking(StreamId stream, Set<Claim> claims) {
    return AppendRequest.<String, EncodedEvent>of(Commits.at(stream, 1, Commits.written("a")))
        .withClaims(new ClaimChanges(claims, Set.of()));
  }

  private static Set<Claim> claims(int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> new Claim("email", UUID.randomUUID() + "@example.com"))
        .collect(Collectors.toSet());
  }

  /** The tokens of the transactions that were sent. */
  private static final class Tokens implements ExecutionInterceptor {
    private final Queue<String> sent = new ConcurrentLinkedQueue<>();

    @Override
    public void beforeTransmission(
        Context.BeforeTransmission context, ExecutionAttributes attributes) {
      if (context.request() instanceof TransactWriteItemsRequest transaction) {
        sent.add(transaction.clientRequestToken());
      }
    }
  }
}
