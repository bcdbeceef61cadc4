package dev.headwater.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headwater.CommitTooLargeException;
import dev.headwater.EventStore;
import dev.headwater.EventStore.AppendResult.Appended;
import dev.headwater.EventStore.AppendResult.Conflict;
import dev.headwater.PublishingLimits;
import dev.headwater.dynamodb.internal.CommitItem;
import dev.headwater.dynamodb.internal.ItemSize;
import dev.headwater.event.Commit;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventCodec;
import dev.headwater.event.StreamId;
import dev.headwater.event.UnpublishableTextException;
import dev.headwater.event.UnreadableEventException;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.testkit.EventStoreContract;
import dev.headwater.testkit.TextStateCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@ExtendWith(LocalTables.class)
class DynamoDbEventStoreTest implements EventStoreContract {
  private final RequestCount requests = new RequestCount();
  private final StreamId stream = Commits.newStream();
  private final DynamoDbClient client;
  private final DynamoDbEventStore<String, EncodedEvent> store;

  DynamoDbEventStoreTest(LocalDynamoDb local) {
    client = Clients.counting(local.endpoint(), requests);
    store =
        new DynamoDbEventStore<>(
                client,
                LocalTables.EVENTS,
                EventCodec.asStored(),
                TextStateCodec.FORMAT,
                PublishingLimits.NONE)
            .withClaims(LocalTables.newClaims(local));
  }

  @AfterEach
  void close() {
    client.close();
  }

  @Override
  public EventStore<String, EncodedEvent> eventStore() {
    return store;
  }

  @Test
  void an_append_is_one_request() {
    store.append(Commits.at(stream, 1, Commits.written("a"), Commits.written("b")));

    assertThat(requests.take()).isEqualTo(Map.of("PutItem", 1));
  }

  @Test
  void a_conflict_is_one_request() {
    Commit<EncodedEvent> first = Commits.at(stream, 1, Commits.written("a"));
    store.append(first);
    requests.take();

    assertThat(store.append(Commits.at(stream, 1, Commits.written("b"))))
        .isEqualTo(new Conflict<>(first));
    assertThat(requests.take()).isEqualTo(Map.of("PutItem", 1));
  }

  @Test
  void a_short_stream_is_read_with_one_request() {
    for (int version = 1; version <= 20; version++) {
      store.append(Commits.at(stream, version, Commits.written("a")));
    }
    requests.take();

    store.readAll(stream, 0, commit -> {});
    assertThat(requests.take()).isEqualTo(Map.of("Query", 1));
  }

  @Test
  void a_page_holds_what_it_was_asked_for_with_one_request() {
    for (int version = 1; version <= 5; version++) {
      store.append(Commits.at(stream, version, Commits.written("a")));
    }
    requests.take();

    assertThat(store.read(stream, 1, 3).commits())
        .extracting(Commit::firstVersion)
        .containsExactly(2L, 3L, 4L);
    assertThat(requests.take()).isEqualTo(Map.of("Query", 1));
  }

  @Test
  void a_stream_of_several_megabytes_is_read_with_a_request_for_each() {
    List<Commit<EncodedEvent>> appended = new ArrayList<>();
    for (int version = 1; version <= 25; version++) {
      Commit<EncodedEvent> commit = Commits.at(stream, version, Commits.ofLength(200_000));
      store.append(commit);
      appended.add(commit);
    }
    requests.take();
    List<Commit<EncodedEvent>> read = new ArrayList<>();
    store.readAll(stream, 0, read::add);

    assertThat(read.equals(appended)).as("all commits, in order").isTrue();
    assertThat(requests.take().getOrDefault("Query", 0)).isBetween(5, 7);
  }

  @Test
  void attributes_of_the_writer_are_neither_fetched_nor_read() {
    Commit<EncodedEvent> commit = Commits.at(stream, 1, Commits.written("a"));
    Map<String, AttributeValue> item = new HashMap<>(CommitItem.write(commit));
    item.put("state", AttributeValue.fromM(Map.of("large", AttributeValue.fromS("x"))));
    item.put("recent", AttributeValue.fromS("of another type than it will have"));
    client.putItem(put -> put.tableName(LocalTables.EVENTS).item(item));

    assertThat(store.read(stream, 0, 10).commits()).containsExactly(commit);
    assertThat(store.append(commit)).isEqualTo(new Conflict<>(commit));
  }

  @Test
  void a_damaged_commit_names_its_stream_and_no_content() {
    Map<String, AttributeValue> item =
        new HashMap<>(CommitItem.write(Commits.at(stream, 1, Commits.written("secret"))));
    item.remove("commandId");
    client.putItem(put -> put.tableName(LocalTables.EVENTS).item(item));

    assertThatExceptionOfType(UnreadableEventException.class)
        .isThrownBy(() -> store.read(stream, 0, 10))
        .withMessage("Cannot read a commit of stream %s: 'commandId' is absent", stream);
  }

  @Test
  void the_size_of_an_item_is_what_dynamodb_counts() {
    DynamoDbEventStore<String, EncodedEvent> unchecked = store.withMaxItemBytes(Long.MAX_VALUE);
    Commit<EncodedEvent> largest = ofItemSize(DynamoDbEventStore.MAX_ITEM_BYTES);

    assertThat(unchecked.append(largest)).isEqualTo(new Appended<>(false));
    assertThat(unchecked.read(stream, 0, 1).commits().equals(List.of(largest))).isTrue();
  }

  @Test
  void an_item_over_the_limit_is_refused_before_any_request() {
    DynamoDbEventStore<String, EncodedEvent> largeEntries = store.withMaxItemBytes(409_600);
    Commit<EncodedEvent> tooLarge = ofItemSize(409_601);

    assertThatExceptionOfType(CommitTooLargeException.class)
        .isThrownBy(() -> largeEntries.append(tooLarge))
        .withMessageContaining("The item")
        .withMessageContaining("409601")
        .withMessageContaining("409600");
    assertThat(requests.take()).isEmpty();
  }

  @Test
  void an_event_that_could_not_be_published_is_refused_before_any_request() {
    PublishingLimits nothing =
        event -> {
          throw new CommitTooLargeException(event.stream(), "The bus entry of an event", 9, 8);
        };
    var store =
        new DynamoDbEventStore<>(
            client, LocalTables.EVENTS, EventCodec.asStored(), TextStateCodec.FORMAT, nothing);

    assertThatExceptionOfType(CommitTooLargeException.class)
        .isThrownBy(() -> store.append(Commits.at(stream, 1, Commits.written("a"))))
        .withMessageContaining("bus entry");
    assertThat(requests.take()).isEmpty();
  }

  @Test
  void an_event_whose_text_no_transport_carries_is_refused_before_any_request() {
    Commit<EncodedEvent> poison =
        Commits.at(stream, 1, Commits.written("a"), Commits.written("Z\uffff"));

    assertThatExceptionOfType(UnpublishableTextException.class)
        .isThrownBy(() -> store.append(poison))
        .withMessageContaining("U+FFFF");
    assertThat(requests.take()).isEmpty();
  }

  /** A commit whose item has this many bytes by our count. */
  private Commit<EncodedEvent> ofItemSize(long bytes) {
    EncodedEvent numbers =
        new EncodedEvent(
            "Numbers", 1, Map.of("list", List.of(1L, true, "ü"), "map", Map.of("k", Map.of())));
    long frame = ItemSize.of(CommitItem.write(Commits.at(stream, 1, numbers, Commits.written(""))));
    return Commits.at(stream, 1, numbers, Commits.ofLength((int) (bytes - frame)));
  }
}
