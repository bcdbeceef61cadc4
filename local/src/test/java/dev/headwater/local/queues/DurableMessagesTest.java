package dev.headwater.local.queues;

import static dev.headwater.local.queues.TestQueues.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.http.LoopbackPort;
import dev.headwater.local.progress.OutstandingWork;
import dev.headwater.local.template.QueueDeclaration.Redrive;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** What is in a durable queue survives a restart on the same folder. */
class DurableMessagesTest {
  private static final Duration WAIT = Duration.ofSeconds(30);

  @TempDir Path folder;

  private OutstandingWork work = new OutstandingWork();
  private LocalSqs queues = LocalSqs.start();

  @BeforeEach
  void restart() {
    queues.close();
    queues = start(folder);
  }

  @AfterEach
  void close() {
    queues.close();
  }

  private LocalSqs start(Path data) {
    work = new OutstandingWork();
    LocalSqs started =
        LocalSqs.start(
            LoopbackPort.bind(0), work, new DurableQueues(data, Set.of("parked", "dead")));
    started.create(
        List.of(
            queue("orders", new Redrive(LocalArn.queue("parked"), 1)),
            queue("parked", null),
            queue("dead", null)));
    return started;
  }

  @Test
  void an_acknowledged_message_is_there_after_a_restart() {
    Map<String, MessageAttributeValue> attributes =
        Map.of(
            "reason", SqsText.attribute("refused"),
            "attempt", MessageAttributeValue.builder().dataType("Number").stringValue("3").build(),
            "raw",
                MessageAttributeValue.builder()
                    .dataType("Binary.bytes")
                    .binaryValue(SdkBytes.fromByteArray(new byte[] {0, -1}))
                    .build());
    String url = queues.url("parked");
    String id =
        client()
            .sendMessage(
                r -> r.queueUrl(url).messageBody("{\"a\": \"ä\"}").messageAttributes(attributes))
            .messageId();
    Message before = receive("parked");
    assertThat(work.isDrained()).as("nothing would be lost").isTrue();
    assertThat(queues.withUnsavedMessages(List.of("orders", "parked", "dead"))).isEmpty();

    restart();
    Message after = receive("parked");
    assertThat(after.messageId()).isEqualTo(id);
    assertThat(after.body()).isEqualTo("{\"a\": \"ä\"}");
    assertThat(after.messageAttributes()).isEqualTo(attributes);
    assertThat(attribute(after, MessageSystemAttributeName.SENT_TIMESTAMP))
        .isEqualTo(attribute(before, MessageSystemAttributeName.SENT_TIMESTAMP));
    assertThat(attribute(after, MessageSystemAttributeName.APPROXIMATE_FIRST_RECEIVE_TIMESTAMP))
        .isEqualTo(
            attribute(before, MessageSystemAttributeName.APPROXIMATE_FIRST_RECEIVE_TIMESTAMP));
    assertThat(attribute(after, MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT))
        .isEqualTo("2");
  }

  @Test
  void a_message_that_is_moved_to_its_dead_letter_queue_is_there_after_a_restart() {
    Message failed = park();
    assertThat(work.isDrained()).as("nothing would be lost").isTrue();

    restart();
    Message letter = receive("parked");
    assertThat(letter.messageId()).isEqualTo(failed.messageId());
    assertThat(attribute(letter, MessageSystemAttributeName.DEAD_LETTER_QUEUE_SOURCE_ARN))
        .isEqualTo(LocalArn.queue("orders"));
    assertThat(queues.isEmpty("orders")).isTrue();
  }

  @Test
  void a_redriven_message_is_kept_until_it_is_handled() {
    park();
    client().startMessageMoveTask(r -> r.sourceArn(LocalArn.queue("parked")));
    receive("orders");

    restart();
    assertThat(queues.isEmpty("orders")).isTrue();
    assertThat(queues.isEmpty("parked")).isFalse();
    client().startMessageMoveTask(r -> r.sourceArn(LocalArn.queue("parked")));
    delete("orders", receive("orders"));

    restart();
    assertEmpty();
  }

  @Test
  void a_message_that_is_moved_to_a_durable_queue_is_only_there() {
    send("parked");
    client()
        .startMessageMoveTask(
            r -> r.sourceArn(LocalArn.queue("parked")).destinationArn(LocalArn.queue("dead")));
    receive("dead");

    restart();
    receive("dead");
    assertThat(queues.isEmpty("parked")).isTrue();
  }

  @Test
  void deleted_messages_stay_deleted() {
    send("parked");
    delete("parked", receive("parked"));
    send("parked");
    Message second = receive("parked");
    String url = queues.url("parked");
    client()
        .deleteMessageBatch(
            r ->
                r.queueUrl(url)
                    .entries(
                        DeleteMessageBatchRequestEntry.builder()
                            .id("e")
                            .receiptHandle(second.receiptHandle())
                            .build()));
    restart();
    assertEmpty();
  }

  @Test
  void purged_messages_and_those_of_a_deleted_queue_stay_gone() throws Exception {
    send("parked");
    String parked = queues.url("parked");
    client().purgeQueue(r -> r.queueUrl(parked));
    send("dead");
    purgeInTheOlderProtocol(queues.url("dead"));
    restart();
    assertEmpty();

    send("parked");
    String url = queues.url("parked");
    client().deleteQueue(r -> r.queueUrl(url));
    await().atMost(WAIT).until(() -> isEmptyFolder(folder.resolve("parked")));
  }

  private static boolean isEmptyFolder(Path queue) throws IOException {
    try (var files = Files.list(queue)) {
      return files.findAny().isEmpty();
    }
  }

  private static void purgeInTheOlderProtocol(String url) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(BodyPublishers.ofString("Action=PurgeQueue&Version=2012-11-05"))
              .build();
      assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void refuses_a_send_that_it_cannot_store() throws Exception {
    Path obstacle = Files.createFile(folder.resolve("parked"));
    assertThatThrownBy(() -> send("parked"))
        .isInstanceOf(SqsException.class)
        .hasMessageContaining("cannot be stored: free some space");
    assertThat(queues.withUnsavedMessages(List.of("orders", "parked")))
        .as("it is in the queue, but would be lost")
        .containsExactly("parked");

    Files.delete(obstacle);
    send("parked");
    assertThat(queues.withUnsavedMessages(List.of("orders", "parked"))).isEmpty();
  }

  @Test
  void a_dead_letter_that_cannot_be_stored_holds_the_mark_back() throws Exception {
    Path obstacle = Files.createFile(folder.resolve("parked"));
    park();
    assertThat(work.isDrained()).isFalse();

    Files.delete(obstacle);
    assertThat(queues.withUnsavedMessages(List.of("parked"))).isEmpty();
    assertThat(work.isDrained()).isTrue();
    restart();
    receive("parked");
  }

  @Test
  void messages_of_other_queues_and_other_folders_do_not_appear(@TempDir Path other) {
    send("orders");
    send("parked");
    try (LocalSqs beside = start(other)) {
      assertThat(beside.isEmpty("parked")).isTrue();
    }
    restart();
    assertThat(queues.isEmpty("orders")).isTrue();
    assertThat(queues.isEmpty("parked")).isFalse();
  }

  @Test
  void messages_wait_for_a_queue_that_is_not_declared() {
    send("parked");
    queues.close();
    work = new OutstandingWork();
    queues =
        LocalSqs.start(LoopbackPort.bind(0), work, new DurableQueues(folder, Set.of("orders")));
    queues.create(List.of(queue("orders", null)));
    assertThat(queues.notes())
        .singleElement()
        .asString()
        .contains("keeping the messages of parked");

    restart();
    assertThat(queues.notes()).isEmpty();
    receive("parked");
  }

  private SqsClient client() {
    return queues.client();
  }

  private void send(String queueName) {
    String url = queues.url(queueName);
    client().sendMessage(r -> r.queueUrl(url).messageBody("x"));
  }

  /** Lets a message of {@code orders} fail once, which moves it to {@code parked}. */
  private Message park() {
    send("orders");
    Message message = receive("orders");
    String url = queues.url("orders");
    client()
        .changeMessageVisibility(
            r -> r.queueUrl(url).receiptHandle(message.receiptHandle()).visibilityTimeout(0));
    await()
        .atMost(WAIT)
        .until(
            () -> {
              client().receiveMessage(r -> r.queueUrl(url));
              return !queues.isEmpty("parked");
            });
    return message;
  }

  private Message receive(String queueName) {
    String url = queues.url(queueName);
    List<Message> messages =
        client()
            .receiveMessage(
                r ->
                    r.queueUrl(url)
                        .waitTimeSeconds(20)
                        .messageAttributeNames("All")
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
            .messages();
    assertThat(messages).hasSize(1);
    return messages.getFirst();
  }

  private static String attribute(Message message, MessageSystemAttributeName name) {
    return message.attributes().getOrDefault(name, "");
  }

  private void delete(String queueName, Message message) {
    String url = queues.url(queueName);
    client().deleteMessage(r -> r.queueUrl(url).receiptHandle(message.receiptHandle()));
  }

  private void assertEmpty() {
    assertThat(List.of("orders", "parked", "dead"))
        .allSatisfy(name -> assertThat(queues.isEmpty(name)).isTrue());
  }
}
