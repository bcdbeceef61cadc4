package dev.headwater.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.CommandHandler;
import dev.headwater.Decider;
import dev.headwater.PublishingLimits;
import dev.headwater.StateFormat;
import dev.headwater.event.Commit;
import dev.headwater.event.StreamId;
import dev.headwater.host.Host;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.testkit.LinearizabilityCheck;
import dev.headwater.testkit.ObservedCall;
import dev.headwater.testkit.basket.Basket;
import dev.headwater.testkit.basket.BasketCodec;
import dev.headwater.testkit.basket.BasketCommand;
import dev.headwater.testkit.basket.BasketDecider;
import dev.headwater.testkit.basket.BasketEvent;
import dev.headwater.testkit.basket.BasketRefusal;
import dev.headwater.testkit.basket.BasketStateCodec;
import dev.headwater.testkit.basket.OneOffDecider;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Whatever the network does, the callers' results and the stored commits can be explained by one
 * order of their commands. {@code -Dheadwater.seeds=500} tries so many seeds, {@code
 * -Dheadwater.firstSeed=42} begins with another one.
 */
@ExtendWith(LocalTables.class)
class LinearizabilityTest {
  private static final int CALLERS = 6;

  /** Of each caller: a basket is to have more commits than it remembers. */
  private static final int COMMANDS = 30;

  private static final List<Integer> CACHED_STREAMS = List.of(0, 1, 100);

  private final LocalDynamoDb local;

  LinearizabilityTest(LocalDynamoDb local) {
    this.local = local;
  }

  static LongStream seeds() {
    long first = Long.getLong("headwater.firstSeed", 1);
    return LongStream.range(first, first + Long.getLong("headwater.seeds", 5));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void commands_on_few_streams_are_explained_by_one_order(long seed) {
    assertExplained(seed, new BasketDecider(), 1 + (int) (seed % 2));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void commands_that_claim_are_explained_by_one_order(long seed) {
    assertExplained(seed, new OneOffDecider(), 3);
  }

  private void assertExplained(
      long seed, Decider<BasketCommand, Basket, BasketEvent, BasketRefusal> decider, int baskets) {
    List<StreamId> streams =
        IntStream.range(0, baskets)
            .mapToObj(number -> new StreamId("BASKET", number + "-" + UUID.randomUUID()))
            .toList();
    List<ObservedCall<BasketCommand, BasketEvent, BasketRefusal>> calls;
    try (Hosts hosts = new Hosts(local.endpoint(), seed, LocalTables.newClaims(local))) {
      calls =
          new BasketTraffic(seed, CALLERS, COMMANDS, streams, hosts.handlers(decider))
              .run()
              .calls();
    }
    Map<StreamId, List<Commit<BasketEvent>>> stored = read(streams);

    assertThat(new LinearizabilityCheck<>(decider).violations(calls, stored))
        .as(
            () ->
                "Seed %s%n%s%n%s"
                    .formatted(
                        seed,
                        lines(calls),
                        lines(stored.values().stream().flatMap(List::stream).toList())))
        .isEmpty();
    assertThat(stored.values()).flatMap(commits -> commits).hasSizeGreaterThan(5);
  }

  private Map<StreamId, List<Commit<BasketEvent>>> read(List<StreamId> streams) {
    Map<StreamId, List<Commit<BasketEvent>>> stored = new HashMap<>();
    try (DynamoDbClient client = Clients.counting(local.endpoint(), new RequestCount())) {
      var log = new DynamoDbEventLog<>(client, LocalTables.EVENTS, new BasketCodec());
      for (StreamId stream : streams) {
        List<Commit<BasketEvent>> commits = new ArrayList<>();
        log.readAll(stream, 0, commits::add);
        stored.put(stream, commits);
      }
    }
    return stored;
  }

  private static String lines(List<?> list) {
    return String.join("\n", list.stream().map(String::valueOf).toList());
  }

  /** Hosts with a network and a cache each; every other one lets the SDK repeat calls, too. */
  private static final class Hosts implements AutoCloseable {
    private final long seed;
    private final String claims;
    private final List<WildHttpClient> networks = new ArrayList<>();
    private final List<DynamoDbClient> clients = new ArrayList<>();

    Hosts(URI endpoint, long seed, String claims) {
      this.seed = seed;
      this.claims = claims;
      for (int number = 0; number < CACHED_STREAMS.size(); number++) {
        WildHttpClient network = new WildHttpClient(seed * 100 + number);
        networks.add(network);
        clients.add(
            number % 2 == 0
                ? Clients.withoutRetries(endpoint, network)
                : Clients.retrying(endpoint, network));
      }
    }

    List<CommandHandler<BasketCommand, Basket, BasketEvent, BasketRefusal>> handlers(
        Decider<BasketCommand, Basket, BasketEvent, BasketRefusal> decider) {
      StateFormat<Basket> format = StateFormat.of(decider, Basket.class, new BasketStateCodec());
      return IntStream.range(0, clients.size())
          .mapToObj(
              number ->
                  new CommandHandler<>(
                      decider,
                      new DynamoDbEventStore<>(
                              clients.get(number),
                              LocalTables.EVENTS,
                              new BasketCodec(),
                              format,
                              PublishingLimits.NONE)
                          .withClaims(claims),
                      new Host(
                          InstantSource.system(), new Random(seed + number), Hosts::waitShortly),
                      new CommandHandler.Settings(
                          CACHED_STREAMS.get(number), Duration.ofSeconds(20))))
          .toList();
    }

    private static void waitShortly(Duration duration) {
      LockSupport.parkNanos(duration.toNanos() / 20);
    }

    /** Waits for late requests. */
    @Override
    public void close() {
      clients.forEach(DynamoDbClient::close);
      networks.forEach(WildHttpClient::close);
    }
  }
}
