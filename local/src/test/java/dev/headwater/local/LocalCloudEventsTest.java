package dev.headwater.local;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.ground.LocalClients;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.sqs.SqsClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LocalCloudEventsTest {
  @Test
  void an_event_travels_through_two_functions_to_a_failure_destination() throws Exception {
    var template = requireNonNull(LocalCloudEventsTest.class.getResource("/templates/events.yaml"));
    var options = LocalCloudOptions.of(Path.of(template.toURI()), "test").withHandlersOnClassPath();
    try (var cloud = LocalCloud.start(options);
        EventBridgeClient events =
            LocalClients.configured(EventBridgeClient.builder(), cloud.endpoints().eventbridge())
                .build();
        SqsClient sqs =
            LocalClients.configured(SqsClient.builder(), cloud.endpoints().sqs()).build()) {
      var entry =
          PutEventsRequestEntry.builder()
              .source("shop")
              .detailType("OrderPlaced")
              .detail("{\"n\":1}")
              .build();

      assertThat(events.putEvents(put -> put.entries(entry)).failedEntryCount()).isZero();

      String url = cloud.endpoints().queues().get("Failed");
      JsonNode record =
          JsonMapper.shared()
              .readTree(
                  sqs.receiveMessage(r -> r.queueUrl(url).waitTimeSeconds(20))
                      .messages()
                      .getFirst()
                      .body());
      assertThat(record.at("/requestPayload/source").asString()).isEqualTo("counted");
      assertThat(record.at("/requestPayload/detail/n").intValue()).isEqualTo(1);
      assertThat(record.at("/responsePayload/errorMessage").asString())
          .isEqualTo("cannot handle this");
    }
  }
}
