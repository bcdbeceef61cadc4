package dev.headwater.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.dynamodb.views.DynamoDbViewStore;
import dev.headwater.dynamodb.views.ViewTable;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventCodec;
import dev.headwater.event.StreamId;
import dev.headwater.host.Host;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.projection.Delivery;
import dev.headwater.projection.ProjectedBatch;
import dev.headwater.projection.Projector;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The floor: one look-up for a batch, and one write for each view that moves. */
@ExtendWith(LocalTables.class)
class RequestsPerProjectedEventTest {
  private static final int BATCH = 10;
  private static final Map<String, Integer> TEN_VIEWS = Map.of("BatchGetItem", 1, "PutItem", 10);
  private static final Map<String, Integer> ONE_VIEW = Map.of("BatchGetItem", 1, "PutItem", 1);

  private final RequestCount requests = new RequestCount();
  private final CapacityMeter meter = new CapacityMeter();
  private final List<StreamId> ten = Stream.generate(Commits::newStream).limit(BATCH).toList();
  private final DynamoDbClient client;
  private final Projector<Note, EncodedEvent> projector;

  RequestsPerProjectedEventTest(LocalDynamoDb local) {
    client = Clients.watched(local.endpoint(), List.of(requests, meter));
    var codec = EventCodec.asStored();
    projector =
        new Projector<>(
            NoteProjection.VIEW,
            codec,
            new DynamoDbEventLog<>(client, LocalTables.EVENTS, codec),
            new DynamoDbViewStore<>(
                client, new ViewTable(LocalTables.VIEWS, 4), new NoteFormat(), Host.system()),
            Host.system());
  }

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void ten_events_that_begin_streams_take_eleven() {
    assertThat(project(ofEach(1)).moved()).isEqualTo(BATCH);

    assertThat(requests.take()).isEqualTo(TEN_VIEWS);
    assertThat(meter.takeWritten()).isEqualTo(2 * BATCH);
  }

  @Test
  void ten_events_of_views_that_exist_take_eleven() {
    project(ofEach(1));
    forget();

    assertThat(project(ofEach(2)).moved()).isEqualTo(BATCH);
    assertThat(requests.take()).isEqualTo(TEN_VIEWS);
    assertThat(meter.takeRead()).isEqualTo(BATCH);
  }

  @Test
  void ten_events_of_one_stream_take_two() {
    assertThat(project(ofOne(1)).moved()).isEqualTo(1);
    assertThat(requests.take()).isEqualTo(ONE_VIEW);
    forget();

    assertThat(project(ofOne(1 + BATCH)).moved()).isEqualTo(1);
    assertThat(requests.take()).isEqualTo(ONE_VIEW);
    assertThat(meter.takeRead()).isEqualTo(1);
  }

  @Test
  void ten_duplicates_take_the_look_up_alone() {
    project(ofEach(1));
    forget();

    assertThat(project(ofEach(1)).duplicates()).isEqualTo(BATCH);
    assertThat(requests.take()).isEqualTo(Map.of("BatchGetItem", 1));
    assertThat(meter.takeWritten()).isZero();
  }

  private void forget() {
    requests.take();
    meter.takeRead();
    meter.takeWritten();
  }

  private ProjectedBatch project(Stream<Delivery.Event> messages) {
    return projector.project(messages.toList(), Instant.MAX);
  }

  private Stream<Delivery.Event> ofEach(long version) {
    return ten.stream().map(stream -> message(stream, version));
  }

  private Stream<Delivery.Event> ofOne(int version) {
    return IntStream.range(version, version + BATCH)
        .mapToObj(next -> message(ten.getFirst(), next));
  }

  private static Delivery.Event message(StreamId stream, long version) {
    return new Delivery.Event(
        stream + "@" + version,
        Commits.at(stream, version, Commits.written("text " + version)).event(0));
  }
}
