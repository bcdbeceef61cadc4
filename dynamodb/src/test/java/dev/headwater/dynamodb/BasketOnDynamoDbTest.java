package dev.headwater.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.CommandHandler;
import dev.headwater.CommandRequest;
import dev.headwater.EventStore;
import dev.headwater.InMemoryEventStore;
import dev.headwater.PublishingLimits;
import dev.headwater.StateFormat;
import dev.headwater.dynamodb.views.DynamoDbViewStore;
import dev.headwater.dynamodb.views.ViewTable;
import dev.headwater.event.Commit;
import dev.headwater.event.StreamId;
import dev.headwater.host.Host;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.projection.Delivery;
import dev.headwater.projection.Projector;
import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore;
import dev.headwater.query.InMemoryViewStore;
import dev.headwater.testkit.ManualHost;
import dev.headwater.testkit.basket.Basket;
import dev.headwater.testkit.basket.BasketCodec;
import dev.headwater.testkit.basket.BasketCommand;
import dev.headwater.testkit.basket.BasketDecider;
import dev.headwater.testkit.basket.BasketEvent;
import dev.headwater.testkit.basket.BasketProjection;
import dev.headwater.testkit.basket.BasketRefusal;
import dev.headwater.testkit.basket.BasketStateCodec;
import dev.headwater.testkit.basket.BasketView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The second domain on DynamoDB does what it does in memory: outcomes, streams and views. */
@ExtendWith(LocalTables.class)
class BasketOnDynamoDbTest {
  private static final int COMMANDS = 300;
  private static final List<String> GOODS = List.of("tea", "bread", "Möhren");

  private final Side dynamoDb;
  private final Side inMemory = new Side(new InMemoryEventStore<>(), new InMemoryViewStore<>());
  private final List<StreamId> baskets =
      Stream.generate(BasketOnDynamoDbTest::newBasket).limit(12).toList();

  BasketOnDynamoDbTest(LocalDynamoDb local) {
    dynamoDb =
        new Side(
            new DynamoDbEventStore<>(
                local.client(),
                LocalTables.EVENTS,
                new BasketCodec(),
                StateFormat.of(new BasketDecider(), Basket.class, new BasketStateCodec()),
                PublishingLimits.NONE),
            new DynamoDbViewStore<>(
                local.client(),
                new ViewTable(LocalTables.VIEWS, 2),
                new BasketFormat(),
                Host.system()));
  }

  @Test
  void the_same_commands_have_the_same_outcomes_streams_and_views() {
    Random random = new Random(42);
    for (int number = 0; number < COMMANDS; number++) {
      var request = CommandRequest.of(baskets.get(random.nextInt(12)), command(random));
      assertThat(dynamoDb.handler.handle(request))
          .as("command %d", number)
          .isEqualTo(inMemory.handler.handle(request));
      if (random.nextInt(10) == 0) {
        assertThat(dynamoDb.project()).isEqualTo(inMemory.project());
      }
    }
    assertThat(dynamoDb.project()).isEqualTo(inMemory.project()).hasSize(12);
    assertThat(dynamoDb.events()).isEqualTo(inMemory.events()).hasSizeGreaterThan(50);
  }

  private static StreamId newBasket() {
    return new StreamId("BASKET", UUID.randomUUID().toString());
  }

  private static BasketCommand command(Random random) {
    String item = GOODS.get(random.nextInt(3));
    return switch (random.nextInt(8)) {
      case 0, 1 -> new BasketCommand.OpenBasket(GOODS.subList(0, random.nextInt(4)));
      case 2, 3 -> new BasketCommand.AddItems(List.of(item, item));
      case 4, 5 -> new BasketCommand.RemoveItem(item);
      case 6 -> new BasketCommand.CheckOut();
      default -> new BasketCommand.Discard();
    };
  }

  /** The domain on one kind of stores. */
  private final class Side {
    private final EventStore<Basket, BasketEvent> log;
    private final ViewStore<BasketView> views;
    private final CommandHandler<BasketCommand, Basket, BasketEvent, BasketRefusal> handler;
    private final Projector<BasketView, BasketEvent> projector;

    Side(EventStore<Basket, BasketEvent> log, ViewStore<BasketView> views) {
      this.log = log;
      this.views = views;
      var host = new ManualHost(1).host();
      handler = new CommandHandler<>(new BasketDecider(), log, host);
      projector = new Projector<>(BasketProjection.VIEW, new BasketCodec(), log, views, host);
    }

    Map<String, VersionedView<BasketView>> project() {
      projector.project(
          baskets.stream().map(basket -> new Delivery.Repair(basket.id(), basket)).toList(),
          Instant.MAX);
      return views.load(baskets.stream().map(StreamId::id).toList());
    }

    List<List<BasketEvent>> events() {
      List<List<BasketEvent>> commits = new ArrayList<>();
      baskets.forEach(
          basket ->
              log.readAll(basket, 0, (Commit<BasketEvent> commit) -> commits.add(commit.events())));
      return commits;
    }
  }
}
