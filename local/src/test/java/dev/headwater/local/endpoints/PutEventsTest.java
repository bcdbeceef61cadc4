package dev.headwater.local.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The EventBridge API of the endpoint. */
class PutEventsTest {
  @AutoClose private final TestEndpoint aws = new TestEndpoint();

  @Test
  void an_event_from_an_ordinary_client_reaches_its_queue() {
    SQSRestServer server =
        SQSRestServerBuilder.withInterface("127.0.0.1").withDynamicPort().start();
    int port = server.waitUntilStarted().localAddress().getPort();
    SqsClient sqs = TestEndpoint.sqs(URI.create("http://127.0.0.1:" + port));
    String url = sqs.createQueue(queue -> queue.queueName("orders")).queueUrl();
    try (TestEndpoint own = new TestEndpoint(List.of(TestEndpoint.ordersOfTheShop()), sqs, url)) {
      var answer =
          own.eventBridge.putEvents(
              put ->
                  put.entries(
                      PutEventsRequestEntry.builder()
                          .source("shop")
                          .detailType("OrderPlaced")
                          .detail("{\"n\":1}")
                          .resources("r1")
                          .time(Instant.parse("2026-03-01T10:00:00.250Z"))
                          .build(),
                      PutEventsRequestEntry.builder()
                          .source("shop")
                          .detailType("OrderPlaced")
                          .detail("{")
                          .build()));

      assertThat(answer.failedEntryCount()).isEqualTo(1);
      assertThat(answer.entries().get(0).eventId()).hasSize(36);
      assertThat(answer.entries().get(1).errorCode()).isEqualTo("MalformedDetail");
      assertThat(sqs.receiveMessage(receive -> receive.queueUrl(url)).messages())
          .singleElement()
          .satisfies(
              message ->
                  assertThat(message.body())
                      .contains(
                          answer.entries().get(0).eventId(),
                          "\"time\":\"2026-03-01T10:00:00Z\"",
                          "\"resources\":[\"r1\"]",
                          "\"detail\":{\"n\":1}"));
    } finally {
      server.stopAndWait();
    }
  }

  @Test
  void an_invalid_call_of_put_events_is_a_validation_exception() {
    assertThatThrownBy(() -> aws.eventBridge.putEvents(put -> put.entries(List.of())))
        .isInstanceOfSatisfying(
            EventBridgeException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(400);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException");
            });
  }

  @Test
  void refuses_other_operations_of_eventbridge_by_name() {
    assertThatThrownBy(() -> aws.eventBridge.listRules(rules -> rules.eventBusName("default")))
        .isInstanceOfSatisfying(
            EventBridgeException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(400);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("UnknownOperationException");
              assertThat(e.awsErrorDetails().errorMessage()).contains("AWSEvents.ListRules");
            });
  }

  @Test
  void malformed_json_is_a_serialization_exception() throws Exception {
    for (String body :
        List.of("{", "{\"Entries\":[{\"Source\":1}]}", "{\"Entries\":[{\"Time\":\"noon\"}]}")) {
      HttpResponse<String> answer = aws.post("/", body, "X-Amz-Target", "AWSEvents.PutEvents");
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("\"__type\":\"SerializationException\"");
    }
  }
}
