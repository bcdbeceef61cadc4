package dev.headwater.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.eventbridge.QueueSender.Outgoing;
import dev.headwater.host.ConfigurationFault;
import dev.headwater.projection.Failure;
import dev.headwater.testsupport.CapturedLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** What happens to letters that the queue does not accept. */
@ExtendWith(Queues.class)
class QueueSenderTest {
  private static final Failure NO_EVENT = Failure.malformed("No event");
  private static final List<Outgoing> LETTERS =
      IntStream.range(0, 25)
          .mapToObj(n -> new Outgoing("m" + n, "no event " + n, LetterAttributes.of(NO_EVENT)))
          .toList();

  private final Queues.Queue queue;
  private final Set<ConfigurationFault> faults = new HashSet<>();
  private final String url;
  private final QueueSender missing;

  QueueSenderTest(Queues.Queue queue) {
    this.queue = queue;
    this.url = queue.url();
    this.missing = new QueueSender(queue.client(), url + "-that-is-not-there");
  }

  @Test
  void never_logs_the_message_of_a_failure() {
    try (CapturedLog captured = new CapturedLog(QueueSender.class)) {
      missing.send(LETTERS.subList(0, 1), faults::add);

      assertThat(captured.entries())
          .singleElement()
          .satisfies(
              entry ->
                  assertThat(entry)
                      .contains("QueueDoesNotExist")
                      .doesNotContain("Exception:", "\tat "));
    }
  }

  @Test
  void sends_nothing_more_after_a_call_without_an_answer() {
    try (CapturedLog captured = new CapturedLog(QueueSender.class)) {
      assertThat(
              new QueueSender(
                      new FailingSqs(SdkClientException.create("no answer", new IOException())),
                      url)
                  .send(LETTERS, faults::add))
          .containsExactlyInAnyOrderElementsOf(messageIds());
      assertThat(captured.entries()).as("calls").hasSize(1);
      assertThat(faults).isEmpty();
    }
  }

  @Test
  void goes_on_with_the_next_call_after_a_refusal() {
    try (CapturedLog captured = new CapturedLog(QueueSender.class)) {
      assertThat(missing.send(LETTERS, faults::add))
          .containsExactlyInAnyOrderElementsOf(messageIds());
      assertThat(captured.entries()).as("calls").hasSize(3);
      assertThat(faults).containsExactly(new ConfigurationFault("SQS", "QueueDoesNotExist"));
    }
  }

  /** In ElasticMQ, U+FFFF fails the whole call and U+FFFE only its own entry. */
  @ParameterizedTest
  @ValueSource(strings = {"\uffff", "\ufffe"})
  void sends_all_other_letters_when_the_queue_refuses_one(String bad) {
    List<Outgoing> letters = new ArrayList<>(LETTERS);
    letters.set(7, new Outgoing("m7", "no event " + bad, LetterAttributes.of(NO_EVENT)));

    assertThat(new QueueSender(queue.client(), url).send(letters, faults::add))
        .containsExactly("m7");
    assertThat(queue.receive())
        .extracting(Message::body)
        .containsExactlyInAnyOrderElementsOf(
            LETTERS.stream()
                .map(Outgoing::body)
                .filter(body -> !body.equals("no event 7"))
                .toList());
    assertThat(faults).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "InvalidMessageContents",
        "InvalidParameterValue",
        "AWS.SimpleQueueService.BatchRequestTooLong"
      })
  void sends_each_letter_alone_after_a_call_was_refused_for_its_content(String code) {
    var sqs = new FailingSqs(answer(400, code));

    assertThat(new QueueSender(sqs, url).send(LETTERS.subList(0, 3), faults::add))
        .containsExactlyInAnyOrder("m0", "m1", "m2");
    assertThat(sqs.calls).isEqualTo(4);
    assertThat(faults).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "403,AccessDenied",
    "400,AccessDeniedException",
    "400,ExpiredToken",
    "400,KMS.DisabledException",
    "400,AWS.SimpleQueueService.NonExistentQueue"
  })
  void sends_a_call_that_needs_an_operator_only_once(int status, String code) {
    var sqs = new FailingSqs(answer(status, code));

    assertThat(new QueueSender(sqs, url).send(LETTERS.subList(0, 3), faults::add)).hasSize(3);
    assertThat(sqs.calls).isEqualTo(1);
    assertThat(faults).containsExactly(new ConfigurationFault("SQS", code));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\uffff\ufffe\u0001\ud800"})
  void sends_a_letter_whatever_its_reason_contains(String reason) {
    assertThat(
            new QueueSender(queue.client(), url)
                .send(
                    List.of(
                        new Outgoing(
                            "m1", "no event", LetterAttributes.of(Failure.malformed(reason)))),
                    faults::add))
        .isEmpty();
    assertThat(queue.receive()).hasSize(1);
  }

  private static List<String> messageIds() {
    return LETTERS.stream().map(Outgoing::id).toList();
  }

  private static SdkException answer(int status, String code) {
    return SqsException.builder()
        .statusCode(status)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
        .build();
  }

  private static final class FailingSqs implements SqsClient {
    private final SdkException failure;
    private int calls;

    FailingSqs(SdkException failure) {
      this.failure = failure;
    }

    @Override
    public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
      calls++;
      throw failure;
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
