package dev.headwater.local.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.ground.CapturedLog;
import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.template.BusDeclaration;
import dev.headwater.local.template.RuleDeclaration;
import dev.headwater.local.template.RuleDeclaration.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

/**
 * A queue's error may quote the event that it rejects, and must not reach the log or a dead letter.
 */
class QuotingQueueTest {
  private static final String SECRET = "ada@example.com";

  private final QuotingSqs sqs = new QuotingSqs();

  @Test
  void neither_log_nor_dead_letter_quotes_a_failed_call() {
    sqs.rejectsCalls = true;

    assertThat(logOf("dead")).isNotEmpty().noneMatch(line -> line.contains(SECRET));
    assertThat(attributes())
        .contains(
            "ERROR_MESSAGE=software.amazon.awssdk.services.sqs.model.SqsException"
                + " (status 400, InvalidMessage, request R-1)")
        .noneMatch(attribute -> attribute.contains(SECRET));
  }

  @Test
  void neither_log_nor_dead_letter_quotes_a_failed_entry() {
    assertThat(logOf("dead")).isNotEmpty().noneMatch(line -> line.contains(SECRET));
    assertThat(attributes())
        .contains("ERROR_CODE=InvalidMessage")
        .noneMatch(attribute -> attribute.contains(SECRET));
  }

  @Test
  void the_log_does_not_quote_when_the_dead_letter_queue_fails_too() {
    sqs.rejectsDeadLetters = true;

    assertThat(logOf("dead"))
        .anyMatch(line -> line.contains("request R-1"))
        .noneMatch(line -> line.contains(SECRET));
  }

  private List<String> logOf(String deadLetterQueue) {
    var target =
        new Target("target", LocalArn.queue("refusing"), null, LocalArn.queue(deadLetterQueue));
    var rule =
        new RuleDeclaration(
            "Orders", "orders", "bus", "{\"source\": [\"shop\"]}", true, List.of(target));
    var bus =
        new LocalBus(
            List.of(new BusDeclaration("Bus", "bus")),
            List.of(rule),
            new LocalBus.Targets(sqs, name -> "http://127.0.0.1/" + name, () -> {}));
    try (var log = new CapturedLog(LocalBus.class)) {
      bus.put(
          List.of(
              new BusEntry(
                  "shop", "OrderPlaced", "{\"by\": \"" + SECRET + "\"}", List.of(), null, "bus")));
      return log.lines();
    }
  }

  private List<String> attributes() {
    assertThat(sqs.deadLetters).hasSize(1);
    return sqs.deadLetters.getFirst().messageAttributes().entrySet().stream()
        .map(attribute -> attribute.getKey() + "=" + attribute.getValue().stringValue())
        .toList();
  }

  private static SqsException rejection() {
    return (SqsException)
        SqsException.builder()
            .message("Rejected: " + SECRET)
            .statusCode(400)
            .requestId("R-1")
            .awsErrorDetails(AwsErrorDetails.builder().errorCode("InvalidMessage").build())
            .build();
  }

  /** Rejects events and quotes them in the error; accepts dead letters unless told otherwise. */
  private static final class QuotingSqs implements SqsClient {
    private final List<SendMessageRequest> deadLetters = new ArrayList<>();
    private boolean rejectsCalls;
    private boolean rejectsDeadLetters;

    @Override
    public SendMessageBatchResponse sendMessageBatch(
        Consumer<SendMessageBatchRequest.Builder> batch) {
      if (rejectsCalls) {
        throw rejection();
      }
      return SendMessageBatchResponse.builder()
          .failed(
              BatchResultErrorEntry.builder()
                  .id("0")
                  .code("InvalidMessage")
                  .message("Rejected: " + SECRET)
                  .build())
          .build();
    }

    @Override
    public SendMessageResponse sendMessage(Consumer<SendMessageRequest.Builder> message) {
      if (rejectsDeadLetters) {
        throw rejection();
      }
      deadLetters.add(SendMessageRequest.builder().applyMutation(message).build());
      return SendMessageResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {
      // nothing to release
    }
  }
}
