package dev.headwater.dynamodb;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.CommandHandler;
import dev.headwater.CommandRequest;
import dev.headwater.Outcome;
import dev.headwater.PublishingLimits;
import dev.headwater.RecentCommits;
import dev.headwater.StateCodec;
import dev.headwater.StateFormat;
import dev.headwater.StreamTail;
import dev.headwater.dynamodb.internal.CommitItem;
import dev.headwater.event.Commit;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventCodec;
import dev.headwater.event.StreamId;
import dev.headwater.host.Host;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.testkit.TextStateCodec;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** What a load reads, what it costs, and which stored states it passes over. */
@ExtendWith(LocalTables.class)
class LoadTest {
  private static final int MAX_BATCH = 25;

  private final RequestCount requests = new RequestCount();
  private final CapacityMeter meter = new CapacityMeter();
  private final StreamId stream = Commits.newStream();
  private final DynamoDbClient client;
  private final DynamoDbEventStore<String, EncodedEvent> store;

  LoadTest(LocalDynamoDb local) {
    client = Clients.watched(local.endpoint(), List.of(requests, meter));
    store = store(TextStateCodec.FORMAT);
  }

  private DynamoDbEventStore<String, EncodedEvent> store(StateFormat<String> format) {
    return new DynamoDbEventStore<>(
        client, LocalTables.EVENTS, EventCodec.asStored(), format, PublishingLimits.NONE);
  }

  @AfterEach
  void close() {
    client.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2_000})
  void a_load_is_one_query_of_one_item_where_the_state_rides_along(int commits) {
    seed(commits - 1, "");
    handle();
    requests.take();
    meter.takeRead();

    StreamTail<String, EncodedEvent> end = requireNonNull(store.readEnd(stream));
    assertThat(requests.take()).isEqualTo(Map.of("Query", 1));
    assertThat(meter.takeRead()).isEqualTo(1);
    assertThat(end.commits()).extracting(Commit::lastVersion).containsExactly((long) commits);
    assertThat(requireNonNull(end.snapshot()).state()).isEqualTo(Integer.toString(commits));
  }

  @Test
  void a_load_is_two_pages_where_the_newest_commits_have_no_state() {
    handle();
    for (int version = 2; version <= 32; version++) {
      store.append(Commits.at(stream, version, Commits.written("a")));
    }
    requests.take();

    StreamTail<String, EncodedEvent> end = requireNonNull(store.readEnd(stream));
    assertThat(requests.take()).isEqualTo(Map.of("Query", 2));
    assertThat(requireNonNull(end.snapshot()).version()).isEqualTo(1);
    assertThat(end.commits()).hasSize(32);
    assertThat(handle()).isEqualTo(committed(33));
  }

  @ParameterizedTest
  @CsvSource({"25, 200000", "130, 30000"})
  void a_stream_of_several_megabytes_without_a_state_is_folded_whole(int commits, int length) {
    seed(commits, "x".repeat(length));

    assertThat(handle()).isEqualTo(committed(commits + 1));
    requests.take();
    assertThat(requireNonNull(store.readEnd(stream)).commits()).hasSize(1);
    assertThat(requests.take()).isEqualTo(Map.of("Query", 1));
    assertThat(handle()).isEqualTo(committed(commits + 2));
  }

  static List<Map<String, AttributeValue>> damages() {
    AttributeValue fingerprint =
        AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {0, 0, 0, 0, 0, 0, 0, 1}));
    AttributeValue text = AttributeValue.fromS("3");
    byte[] recent =
        RecentCommits.none()
            .with(Commits.at(Commits.newStream(), 1, Commits.written("a")))
            .toBytes();
    SdkBytes cut = SdkBytes.fromByteArray(Arrays.copyOf(recent, recent.length - 1));
    return List.of(
        state(
            Map.of(
                "fingerprint",
                AttributeValue.fromB(SdkBytes.fromUtf8String("newer")),
                "value",
                AttributeValue.fromM(Map.of("text", text)))),
        state(
            Map.of(
                "fingerprint", fingerprint, "value", AttributeValue.fromM(Map.of("other", text)))),
        state(Map.of("fingerprint", fingerprint, "value", text)),
        state(Map.of("fingerprint", fingerprint)),
        state(Map.of("fingerprint", text)),
        state(Map.of()),
        Map.of("state", text),
        Map.of("recent", AttributeValue.fromB(cut)),
        Map.of("recent", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[0]))),
        Map.of("recent", AttributeValue.fromB(SdkBytes.fromUtf8String("another format"))),
        Map.of("recent", text));
  }

  private static Map<String, AttributeValue> state(Map<String, AttributeValue> attributes) {
    return Map.of("state", AttributeValue.fromM(attributes));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void a_state_that_cannot_be_used_is_passed_over(Map<String, AttributeValue> damage) {
    for (int command = 0; command < 3; command++) {
      handle();
    }
    Map<String, AttributeValue> item = new HashMap<>(item(3));
    item.putAll(damage);
    client.putItem(put -> put.tableName(LocalTables.EVENTS).item(item));

    StreamTail<String, EncodedEvent> end = requireNonNull(store.readEnd(stream));
    assertThat(end.commits()).extracting(Commit::firstVersion).containsExactly(2L, 3L);
    assertThat(requireNonNull(end.snapshot()).state()).isEqualTo("2");
    assertThat(handle()).isEqualTo(committed(4));
  }

  @Test
  void whatever_a_state_codec_throws_the_state_is_passed_over() {
    handle();
    var clumsy =
        store(
            new StateFormat<String>(
                new StateCodec<>() {
                  @Override
                  public Map<String, Object> encode(String state) {
                    return Map.of("text", state);
                  }

                  @Override
                  public String decode(Map<String, Object> stored) {
                    throw new DateTimeParseException("quotes " + stored.get("text"), "a secret", 0);
                  }
                },
                TextStateCodec.FORMAT.fingerprint()));

    assertThat(requireNonNull(clumsy.readEnd(stream)).snapshot()).isNull();
    assertThat(handle(clumsy)).isEqualTo(committed(2));
  }

  @Test
  void states_by_other_rules_are_passed_over_by_old_and_new_hosts_alike() {
    for (int command = 0; command < 40; command++) {
      handle();
    }
    var corrected = store(new StateFormat<>(new TextStateCodec(), 2));
    requireNonNull(corrected.readEnd(stream));

    assertThat(handle(corrected)).isEqualTo(committed(41));
    assertThat(handle(store)).isEqualTo(committed(42));
    assertThat(handle(corrected)).isEqualTo(committed(43));
    assertThat(requireNonNull(requireNonNull(corrected.readEnd(stream)).snapshot()).version())
        .isEqualTo(43);
  }

  /** Commits without states, past the store: it would take a request for each. */
  private void seed(int commits, String text) {
    List<WriteRequest> writes =
        LongStream.rangeClosed(1, commits)
            .mapToObj(
                version -> CommitItem.write(Commits.at(stream, version, Commits.written(text))))
            .map(item -> WriteRequest.builder().putRequest(put -> put.item(item)).build())
            .toList();
    for (int from = 0; from < writes.size(); from += MAX_BATCH) {
      List<WriteRequest> batch =
          new ArrayList<>(writes.subList(from, Math.min(writes.size(), from + MAX_BATCH)));
      while (!batch.isEmpty()) {
        Map<String, List<WriteRequest>> request = Map.of(LocalTables.EVENTS, List.copyOf(batch));
        batch =
            new ArrayList<>(
                client
                    .batchWriteItem(write -> write.requestItems(request))
                    .unprocessedItems()
                    .getOrDefault(LocalTables.EVENTS, List.of()));
      }
    }
  }

  private Map<String, AttributeValue> item(long version) {
    return client
        .getItem(
            get ->
                get.tableName(LocalTables.EVENTS)
                    .key(
                        Map.of(
                            "PK",
                            AttributeValue.fromS(stream.toString()),
                            "SK",
                            AttributeValue.fromS(CommitItem.sortKey(version)))))
        .item();
  }

  private Outcome<EncodedEvent, String> handle() {
    return handle(store);
  }

  /** On a host that has not seen the stream before. */
  private Outcome<EncodedEvent, String> handle(DynamoDbEventStore<String, EncodedEvent> other) {
    return new CommandHandler<>(new Tally(), other, Host.system())
        .handle(CommandRequest.of(stream, "count"));
  }

  private static Outcome<EncodedEvent, String> committed(long version) {
    return new Outcome.Committed<>(version, List.of(Commits.written(Long.toString(version))));
  }
}
