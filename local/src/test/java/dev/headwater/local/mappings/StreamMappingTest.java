package dev.headwater.local.mappings;

import static dev.headwater.local.mappings.TestCloud.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.local.ground.LocalCloudException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Which records reach the function, and in which batches. */
class StreamMappingTest {
  @AutoClose private final TestCloud cloud = TestCloud.start(null);

  @Test
  void passes_a_record_as_lambda_does() {
    cloud.tables().client().putItem(r -> r.tableName(TestCloud.TABLE).item(everyType()));
    RecordingFunction function = new RecordingFunction();
    cloud.runUntil(function, new Mappings().stream(), () -> function.events().size() == 1);

    ObjectNode event = (ObjectNode) function.events().getFirst();
    ObjectNode record = (ObjectNode) event.at("/Records/0");
    ObjectNode change = (ObjectNode) record.get("dynamodb");
    assertThat(record.remove("eventID").asString()).isNotBlank();
    assertThat(change.remove("SequenceNumber").asString()).matches("\\d{21,40}");
    assertThat(change.remove("SizeBytes").asInt()).isPositive();
    assertThat(change.remove("ApproximateCreationDateTime").isIntegralNumber()).isTrue();
    assertThat(event)
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"Records": [{
                      "eventName": "INSERT",
                      "eventVersion": "1.1",
                      "eventSource": "aws:dynamodb",
                      "awsRegion": "us-east-1",
                      "dynamodb": {
                        "Keys": {"id": {"S": "a"}},
                        "NewImage": {
                          "id": {"S": "a"}, "n": {"N": "1.5"}, "b": {"B": "AQI="},
                          "yes": {"BOOL": true}, "nothing": {"NULL": true},
                          "ss": {"SS": ["x"]}, "ns": {"NS": ["2"]}, "bs": {"BS": ["AwQ="]},
                          "l": {"L": [{"S": "e"}, {"M": {"k": {"N": "3"}}}]}, "m": {"M": {}}
                        },
                        "StreamViewType": "NEW_AND_OLD_IMAGES"
                      },
                      "eventSourceARN":
                        "arn:aws:dynamodb:us-east-1:000000000000:table/items/stream/local"
                    }]}\
                    """));
  }

  @Test
  void batches_hold_at_most_the_batch_size_in_order() {
    cloud.put("a", "b", "c", "d", "e");
    RecordingFunction function = new RecordingFunction();
    cloud.runUntil(
        function, new Mappings().batchSize(2).stream(), () -> function.allIds().size() == 5);
    assertThat(function.ids()).containsExactly(List.of("a", "b"), List.of("c", "d"), List.of("e"));
  }

  @Test
  void a_batching_window_gathers_records_for_one_call() {
    RecordingFunction function = new RecordingFunction();
    Mappings mappings = new Mappings().batchSize(3).batchingWindow(Duration.ofSeconds(30));
    cloud.run(
        function,
        null,
        () -> {
          cloud.put("a", "b", "c");
          eventually().until(() -> !function.events().isEmpty());
        },
        mappings.stream());
    assertThat(function.ids()).containsExactly(List.of("a", "b", "c"));
  }

  @Test
  void skips_records_that_no_filter_matches() {
    cloud.put("skip-1", "take-1", "skip-2", "take-2");
    RecordingFunction function = new RecordingFunction();
    Mappings mappings =
        new Mappings()
            .filter(
                """
                {"eventName": ["INSERT"],
                 "dynamodb": {"Keys": {"id": {"S": [{"prefix": "take"}]}}}}\
                """);
    cloud.run(
        function,
        null,
        () -> {
          eventually().until(() -> function.allIds().size() == 2);
          cloud
              .tables()
              .client()
              .deleteItem(
                  r ->
                      r.tableName(TestCloud.TABLE)
                          .key(Map.of("id", AttributeValue.fromS("take-1"))));
          cloud.put("take-3");
          eventually().until(() -> function.allIds().contains("take-3"));
        },
        mappings.stream());
    assertThat(function.allIds()).containsExactly("take-1", "take-2", "take-3");
  }

  @Test
  void finds_the_stream_of_a_table_by_its_label() {
    TableDescription table =
        cloud.tables().client().describeTable(r -> r.tableName(TestCloud.TABLE)).table();
    cloud.tables().client().putItem(r -> r.tableName(TestCloud.TABLE).item(everyType()));
    RecordingFunction function = new RecordingFunction();
    cloud.runUntil(
        function,
        new Mappings().streamArn(stream(TestCloud.TABLE, table.latestStreamLabel())).stream(),
        () -> function.events().size() == 1);
  }

  @Test
  void refuses_a_stream_that_is_not_there() {
    assertRefused(stream("gone", "2026-08-01T12:34:56"))
        .hasMessageContaining("reads the stream of gone, but there is no such table");
    assertRefused(stream(TestCloud.TABLE, "2026-08-01T12:34:56"))
        .hasMessageContaining(
            "reads the stream 2026-08-01T12:34:56 of items, but the label of its stream is ");
  }

  private AbstractThrowableAssert<?, ?> assertRefused(String streamArn) {
    return assertThatThrownBy(
            () ->
                cloud.run(
                    new RecordingFunction(),
                    null,
                    () -> {},
                    new Mappings().streamArn(streamArn).stream()))
        .isInstanceOf(LocalCloudException.class);
  }

  private static String stream(String table, String label) {
    return "arn:aws:dynamodb:us-east-1:000000000000:table/" + table + "/stream/" + label;
  }

  @Test
  void refuses_an_invalid_filter_at_start() {
    assertThatThrownBy(
            () ->
                cloud.run(
                    new RecordingFunction(),
                    null,
                    () -> {},
                    new Mappings().filter("{\"a\": 1}").stream()))
        .isInstanceOf(LocalCloudException.class)
        .hasMessageContaining("{\"a\": 1}")
        .hasMessageContaining("Stream");
  }

  @Test
  void lanes_keep_the_order_of_each_item() {
    RecordingFunction function = new RecordingFunction();
    for (int change = 0; change < 5; change++) {
      for (String id : List.of("a", "b", "c", "d")) {
        String value = Integer.toString(change);
        cloud
            .tables()
            .client()
            .putItem(
                r ->
                    r.tableName(TestCloud.TABLE)
                        .item(
                            Map.of(
                                "id",
                                AttributeValue.fromS(id),
                                "change",
                                AttributeValue.fromN(value))));
      }
    }
    cloud.runUntil(
        function,
        new Mappings().batchSize(5).lanes(4).stream(),
        () -> function.allIds().size() == 20);
    for (String id : List.of("a", "b", "c", "d")) {
      assertThat(
              function.events().stream()
                  .flatMap(e -> e.path("Records").valueStream())
                  .filter(r -> r.at("/dynamodb/Keys/id/S").asString().equals(id))
                  .map(r -> r.at("/dynamodb/NewImage/change/N").asString()))
          .containsExactly("0", "1", "2", "3", "4");
    }
  }

  @Test
  void with_latest_it_reads_records_written_after_the_start() {
    cloud.put("before");
    RecordingFunction function = new RecordingFunction();
    cloud.run(
        function,
        null,
        () -> {
          cloud.put("after");
          eventually().until(() -> !function.events().isEmpty());
        },
        new Mappings().latest().stream());
    assertThat(function.ids()).containsExactly(List.of("after"));
  }

  private static Map<String, AttributeValue> everyType() {
    return Map.of(
        "id",
        AttributeValue.fromS("a"),
        "n",
        AttributeValue.fromN("1.5"),
        "b",
        AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {1, 2})),
        "yes",
        AttributeValue.fromBool(true),
        "nothing",
        AttributeValue.fromNul(true),
        "ss",
        AttributeValue.fromSs(List.of("x")),
        "ns",
        AttributeValue.fromNs(List.of("2")),
        "bs",
        AttributeValue.fromBs(List.of(SdkBytes.fromByteArray(new byte[] {3, 4}))),
        "l",
        AttributeValue.fromL(
            List.of(
                AttributeValue.fromS("e"),
                AttributeValue.fromM(Map.of("k", AttributeValue.fromN("3"))))),
        "m",
        AttributeValue.fromM(Map.of()));
  }
}
