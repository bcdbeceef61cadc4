package dev.headwater.local.mappings;

import static dev.headwater.local.mappings.RecordingFunction.DONE;
import static dev.headwater.local.mappings.RecordingFunction.THROWN;
import static dev.headwater.local.mappings.RecordingFunction.failures;
import static dev.headwater.local.mappings.RecordingFunction.ids;
import static dev.headwater.local.mappings.TestCloud.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.local.functions.FunctionInvoker;
import dev.headwater.local.functions.FunctionInvoker.Invocation;
import dev.headwater.local.ground.LocalCloudException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class StreamMappingTest {
  private final TestCloud cloud = TestCloud.start(null);

  @TempDir Path folder;

  @AfterEach
  void close() {
    cloud.close();
  }

  @Test
  void passes_a_record_as_lambda_does() {
    cloud.tables().client().putItem(r -> r.tableName(TestCloud.TABLE).item(everyType()));
    RecordingFunction function = new RecordingFunction();
    run(
        function,
        new Mappings(),
        () -> {
          eventually().until(() -> function.events().size() == 1);
        });

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
    run(
        function,
        new Mappings().batchSize(2),
        () -> {
          eventually().until(() -> flat(function).size() == 5);
        });
    assertThat(function.ids()).containsExactly(List.of("a", "b"), List.of("c", "d"), List.of("e"));
  }

  @Test
  void a_batching_window_gathers_records_for_one_call() {
    RecordingFunction function = new RecordingFunction();
    Mappings mappings = new Mappings().batchSize(3).batchingWindow(Duration.ofSeconds(30));
    run(
        function,
        mappings,
        () -> {
          cloud.put("a", "b", "c");
          eventually().until(() -> !function.events().isEmpty());
        });
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
    run(
        function,
        mappings,
        () -> {
          eventually().until(() -> flat(function).size() == 2);
          cloud
              .tables()
              .client()
              .deleteItem(
                  r ->
                      r.tableName(TestCloud.TABLE)
                          .key(Map.of("id", AttributeValue.fromS("take-1"))));
          cloud.put("take-3");
          eventually().until(() -> flat(function).contains("take-3"));
        });
    assertThat(flat(function)).containsExactly("take-1", "take-2", "take-3");
  }

  @Test
  void refuses_an_invalid_filter_at_start() {
    assertThatThrownBy(
            () -> run(new RecordingFunction(), new Mappings().filter("{\"a\": 1}"), () -> {}))
        .isInstanceOf(LocalCloudException.class)
        .hasMessageContaining("{\"a\": 1}")
        .hasMessageContaining("Stream");
  }

  @Test
  void retries_a_failed_batch_until_it_succeeds() {
    cloud.put("a", "b");
    List<Invocation> answers = new ArrayList<>(List.of(THROWN, THROWN, DONE));
    RecordingFunction function = new RecordingFunction(event -> answers.removeFirst());
    run(
        function,
        new Mappings(),
        () -> {
          eventually().until(answers::isEmpty);
        });
    assertThat(function.ids())
        .containsExactly(List.of("a", "b"), List.of("a", "b"), List.of("a", "b"));
  }

  @Test
  void throttled_calls_do_not_use_up_the_retry_quota() {
    cloud.put("a", "b");
    Invocation throttled = new Invocation.Failed("TooManyRequestsException", "");
    List<Invocation> answers = new ArrayList<>(List.of(throttled, throttled, DONE));
    RecordingFunction function = new RecordingFunction(event -> answers.removeFirst());
    run(
        function,
        new Mappings().retries(0).bisects(),
        () -> {
          eventually().until(answers::isEmpty);
        });
    assertThat(function.ids()).hasSize(3).containsOnly(List.of("a", "b"));
    assertThat(cloud.queues().isEmpty(TestCloud.PARKED)).isTrue();
  }

  @Test
  void bisecting_isolates_and_discards_a_single_bad_record() {
    cloud.put("a", "b", "bad", "d");
    RecordingFunction function =
        new RecordingFunction(event -> ids(event).contains("bad") ? THROWN : DONE);
    run(
        function,
        new Mappings().retries(1).bisects(),
        () -> {
          eventually().until(() -> function.ids().contains(List.of("d")));
        });
    assertThat(function.ids())
        .containsExactly(
            List.of("a", "b", "bad", "d"),
            List.of("a", "b"),
            List.of("bad", "d"),
            List.of("bad"),
            List.of("bad"),
            List.of("d"));
    assertThat(cloud.receive(TestCloud.PARKED)).hasSize(1);
  }

  @Test
  void the_failure_destination_gets_lambdas_message() {
    cloud.put("bad");
    RecordingFunction function = new RecordingFunction(event -> THROWN);
    run(
        function,
        new Mappings().retries(1),
        () -> {
          eventually().until(() -> !cloud.queues().isEmpty(TestCloud.PARKED));
        });

    JsonNode record = function.events().getFirst().at("/Records/0");
    String sequenceNumber = record.at("/dynamodb/SequenceNumber").asString();
    ObjectNode message =
        (ObjectNode) JsonMapper.shared().readTree(cloud.receive(TestCloud.PARKED).getFirst());
    ObjectNode info = (ObjectNode) message.get("DDBStreamBatchInfo");
    assertThat(((ObjectNode) message.get("requestContext")).remove("requestId").asString())
        .isNotBlank();
    assertThat(message.remove("timestamp").asString())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?Z");
    assertThat(info.remove("shardId").asString()).startsWith("shardId-");
    assertThat(info.remove("approximateArrivalOfFirstRecord").asString())
        .isEqualTo(info.remove("approximateArrivalOfLastRecord").asString())
        .endsWith("Z");
    assertThat(info.remove("streamArn").asString())
        .isEqualTo(
            cloud
                .tables()
                .client()
                .describeTable(r -> r.tableName(TestCloud.TABLE))
                .table()
                .latestStreamArn());
    assertThat(message)
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"requestContext": {
                       "functionArn": "arn:aws:lambda:us-east-1:000000000000:function:fn",
                       "condition": "RetryAttemptsExhausted",
                       "approximateInvokeCount": 2},
                     "responseContext": {"statusCode": 200, "executedVersion": "$LATEST",
                       "functionError": "Unhandled"},
                     "version": "1.0",
                     "DDBStreamBatchInfo": {"startSequenceNumber": "%s", "endSequenceNumber": "%s",
                       "batchSize": 1}}\
                    """
                        .formatted(sequenceNumber, sequenceNumber)));
  }

  @Test
  void discards_records_that_are_too_old_once_and_without_a_call() {
    RecordingFunction function = new RecordingFunction();
    List<String> parked = new ArrayList<>();
    run(
        function,
        new Mappings().maximumRecordAge(Duration.ZERO).retries(0),
        () -> {
          for (String id : List.of("old", "older")) {
            int before = parked.size();
            cloud.put(id);
            eventually()
                .until(
                    () -> {
                      parked.addAll(cloud.receive(TestCloud.PARKED));
                      return parked.size() > before;
                    });
          }
        });
    assertThat(function.events()).isEmpty();
    assertThat(parked)
        .hasSize(2)
        .allSatisfy(
            message -> assertThat(message).contains("RecordAgeExceeded", "\"batchSize\":1"));
    assertThat(parked.stream().map(StreamMappingTest::startSequenceNumber)).doesNotHaveDuplicates();
  }

  @Test
  void a_partial_failure_resumes_at_the_lowest_failed_record() {
    cloud.put("a", "b", "c", "d");
    List<Integer> calls = new ArrayList<>();
    RecordingFunction function =
        new RecordingFunction(
            event -> {
              calls.add(1);
              return calls.size() > 1
                  ? DONE
                  : failures(sequenceNumber(event, 3), sequenceNumber(event, 2));
            });
    run(
        function,
        new Mappings().reportsBatchItemFailures(),
        () -> {
          eventually().until(() -> calls.size() == 2);
        });
    assertThat(function.ids()).containsExactly(List.of("a", "b", "c", "d"), List.of("c", "d"));
  }

  @Test
  void an_unknown_identifier_means_that_the_whole_batch_failed() {
    cloud.put("a", "b");
    List<Invocation> answers = new ArrayList<>(List.of(failures("unknown"), DONE));
    RecordingFunction function = new RecordingFunction(event -> answers.removeFirst());
    run(
        function,
        new Mappings().reportsBatchItemFailures(),
        () -> {
          eventually().until(answers::isEmpty);
        });
    assertThat(function.ids()).containsExactly(List.of("a", "b"), List.of("a", "b"));
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
    run(
        function,
        new Mappings().batchSize(5).lanes(4),
        () -> {
          eventually().until(() -> flat(function).size() == 20);
        });
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
    run(
        function,
        new Mappings().latest(),
        () -> {
          cloud.put("after");
          eventually().until(() -> !function.events().isEmpty());
        });
    assertThat(function.ids()).containsExactly(List.of("after"));
  }

  private void run(FunctionInvoker function, Mappings mappings, Runnable meanwhile) {
    cloud.run(function, folder.resolve("checkpoint"), meanwhile, mappings.stream());
  }

  private static List<String> flat(RecordingFunction function) {
    return function.ids().stream().flatMap(List::stream).toList();
  }

  private static String sequenceNumber(JsonNode event, int record) {
    return event.at("/Records/%s/dynamodb/SequenceNumber".formatted(record)).asString();
  }

  private static String startSequenceNumber(String parked) {
    return JsonMapper.shared()
        .readTree(parked)
        .at("/DDBStreamBatchInfo/startSequenceNumber")
        .asString();
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
