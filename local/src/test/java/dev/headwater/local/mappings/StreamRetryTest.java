package dev.headwater.local.mappings;

import static dev.headwater.local.mappings.RecordingFunction.DONE;
import static dev.headwater.local.mappings.RecordingFunction.THROWN;
import static dev.headwater.local.mappings.RecordingFunction.failures;
import static dev.headwater.local.mappings.RecordingFunction.ids;
import static dev.headwater.local.mappings.TestCloud.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.functions.FunctionInvoker.Invocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What happens to a batch that fails. */
class StreamRetryTest {
  @AutoClose private final TestCloud cloud = TestCloud.start(null);

  @Test
  void retries_a_failed_batch_until_it_succeeds() {
    cloud.put("a", "b");
    List<Invocation> answers = new ArrayList<>(List.of(THROWN, THROWN, DONE));
    RecordingFunction function = new RecordingFunction(event -> answers.removeFirst());
    cloud.runUntil(function, new Mappings().stream(), answers::isEmpty);
    assertThat(function.ids())
        .containsExactly(List.of("a", "b"), List.of("a", "b"), List.of("a", "b"));
  }

  @Test
  void throttled_calls_do_not_use_up_the_retry_quota() {
    cloud.put("a", "b");
    Invocation throttled = new Invocation.Failed("TooManyRequestsException", "");
    List<Invocation> answers = new ArrayList<>(List.of(throttled, throttled, DONE));
    RecordingFunction function = new RecordingFunction(event -> answers.removeFirst());
    cloud.runUntil(function, new Mappings().retries(0).bisects().stream(), answers::isEmpty);
    assertThat(function.ids()).hasSize(3).containsOnly(List.of("a", "b"));
    assertThat(cloud.queues().isEmpty(TestCloud.PARKED)).isTrue();
  }

  @Test
  void bisecting_isolates_and_discards_a_single_bad_record() {
    cloud.put("a", "b", "bad", "d");
    RecordingFunction function =
        new RecordingFunction(event -> ids(event).contains("bad") ? THROWN : DONE);
    cloud.runUntil(
        function,
        new Mappings().retries(1).bisects().stream(),
        () -> function.ids().contains(List.of("d")));
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
    cloud.runUntil(
        function,
        new Mappings().retries(1).stream(),
        () -> !cloud.queues().isEmpty(TestCloud.PARKED));

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
    cloud.run(
        function,
        null,
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
        },
        new Mappings().maximumRecordAge(Duration.ZERO).retries(0).stream());
    assertThat(function.events()).isEmpty();
    assertThat(parked)
        .hasSize(2)
        .allSatisfy(
            message -> assertThat(message).contains("RecordAgeExceeded", "\"batchSize\":1"));
    assertThat(parked.stream().map(StreamRetryTest::startSequenceNumber)).doesNotHaveDuplicates();
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
    cloud.runUntil(
        function, new Mappings().reportsBatchItemFailures().stream(), () -> calls.size() == 2);
    assertThat(function.ids()).containsExactly(List.of("a", "b", "c", "d"), List.of("c", "d"));
  }

  @Test
  void an_unknown_identifier_means_that_the_whole_batch_failed() {
    cloud.put("a", "b");
    List<Invocation> answers = new ArrayList<>(List.of(failures("unknown"), DONE));
    RecordingFunction function = new RecordingFunction(event -> answers.removeFirst());
    cloud.runUntil(function, new Mappings().reportsBatchItemFailures().stream(), answers::isEmpty);
    assertThat(function.ids()).containsExactly(List.of("a", "b"), List.of("a", "b"));
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
}
