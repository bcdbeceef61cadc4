package dev.headwater.local.queues;

import static dev.headwater.local.queues.TestQueues.queue;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.http.LoopbackPort;
import dev.headwater.local.progress.OutstandingWork;
import dev.headwater.local.progress.StreamOrigin;
import dev.headwater.local.template.QueueDeclaration.Redrive;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** A message that may still be in a queue holds back the low-water mark. */
class TrackedMessagesTest {
  private final OutstandingWork work = new OutstandingWork();
  private final LocalSqs queues = LocalSqs.start(LoopbackPort.bind(0), work);
  private final SqsClient client = queues.client();
  private String url = "";
  private String parked = "";

  @BeforeEach
  void create() {
    queues.create(
        List.of(queue("orders", new Redrive(LocalArn.queue("parked"), 1)), queue("parked", null)));
    url = queues.url("orders");
    parked = queues.url("parked");
  }

  @AfterEach
  void close() {
    queues.close();
  }

  @Test
  void a_message_counts_until_it_is_deleted_even_when_received() {
    assertThat(work.isDrained()).isTrue();
    client.sendMessage(r -> r.queueUrl(url).messageBody("x"));
    assertThat(work.isDrained()).isFalse();
    Message message = receive(url);
    assertThat(work.isDrained()).isFalse();
    delete(url, message);
    assertThat(work.isDrained()).isTrue();
  }

  @Test
  void a_delayed_message_counts() {
    client.sendMessage(r -> r.queueUrl(url).messageBody("x").delaySeconds(900));
    assertThat(work.isDrained()).isFalse();
  }

  @Test
  void every_message_of_a_batch_counts() {
    client.sendMessageBatch(
        r ->
            r.queueUrl(url)
                .entries(
                    IntStream.range(0, 10)
                        .mapToObj(
                            i ->
                                SendMessageBatchRequestEntry.builder()
                                    .id("e" + i)
                                    .messageBody("\"MessageId\":\"" + "0".repeat(36) + "\"")
                                    .build())
                        .toList()));
    List<Message> messages =
        client.receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(10)).messages();
    assertThat(messages).hasSize(10);
    deleteBatch(messages.subList(0, 9));
    assertThat(work.isDrained()).isFalse();
    deleteBatch(messages.subList(9, 10));
    assertThat(work.isDrained()).isTrue();
  }

  @Test
  void a_dead_letter_counts_until_it_is_deleted() {
    park();
    assertThat(work.isDrained()).isFalse();
    delete(parked, receive(parked));
    assertThat(work.isDrained()).isTrue();
  }

  @Test
  void a_redriven_dead_letter_counts_until_it_is_handled() {
    park();
    client.startMessageMoveTask(
        r -> r.sourceArn(LocalArn.queue("parked")).destinationArn(LocalArn.queue("orders")));
    Message redriven = receive(url);
    assertThat(work.isDrained()).isFalse();
    delete(url, redriven);
    assertThat(work.isDrained()).isTrue();
  }

  @Test
  void purged_messages_still_count() {
    client.sendMessage(r -> r.queueUrl(url).messageBody("x"));
    client.purgeQueue(r -> r.queueUrl(url));
    assertThat(work.isDrained()).isFalse();
  }

  @Test
  void a_message_from_a_labelled_thread_belongs_to_unsettled_records() {
    StreamOrigin.with(true, () -> client.sendMessage(r -> r.queueUrl(url).messageBody("x")));
    assertThat(work.isDrained()).isTrue();
    work.cut();
    assertThat(work.isDrained()).isFalse();
  }

  @Test
  void understands_the_older_protocol_too() throws Exception {
    form("Action=SendMessage&Version=2012-11-05&MessageBody=Action%3DReceiveMessage");
    assertThat(work.isDrained()).isFalse();
    String handle = URLEncoder.encode(receive(url).receiptHandle(), StandardCharsets.UTF_8);
    form("Action=ChangeMessageVisibility&VisibilityTimeout=30&ReceiptHandle=" + handle);
    assertThat(work.isDrained()).isFalse();
    form("Action=DeleteMessage&Version=2012-11-05&ReceiptHandle=" + handle);
    assertThat(work.isDrained()).isTrue();
  }

  @Test
  void a_form_that_names_two_actions_deletes_nothing() throws Exception {
    form("Action=DeleteMessage&Action=SendMessage&MessageBody=x");
    assertThat(work.isDrained()).isFalse();
  }

  private void form(String body) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(BodyPublishers.ofString(body))
              .build();
      assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
  }

  private void park() {
    client.sendMessage(r -> r.queueUrl(url).messageBody("x"));
    Message message = receive(url);
    client.changeMessageVisibility(
        r -> r.queueUrl(url).receiptHandle(message.receiptHandle()).visibilityTimeout(0));
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              client.receiveMessage(r -> r.queueUrl(url));
              return !queues.isEmpty("parked");
            });
  }

  private Message receive(String queueUrl) {
    List<Message> messages =
        client.receiveMessage(r -> r.queueUrl(queueUrl).waitTimeSeconds(20)).messages();
    assertThat(messages).hasSize(1);
    return messages.getFirst();
  }

  private void delete(String queueUrl, Message message) {
    client.deleteMessage(r -> r.queueUrl(queueUrl).receiptHandle(message.receiptHandle()));
  }

  private void deleteBatch(List<Message> messages) {
    client.deleteMessageBatch(
        r ->
            r.queueUrl(url)
                .entries(
                    messages.stream()
                        .map(
                            message ->
                                DeleteMessageBatchRequestEntry.builder()
                                    .id(message.messageId())
                                    .receiptHandle(message.receiptHandle())
                                    .build())
                        .toList()));
  }
}
