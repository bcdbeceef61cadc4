package dev.headwater.local.queues;

import static dev.headwater.local.queues.TestQueues.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.http.LoopbackPort;
import dev.headwater.local.progress.OutstandingWork;
import dev.headwater.local.template.QueueDeclaration;
import dev.headwater.local.template.QueueDeclaration.Redrive;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalSqsTest {
  private LocalSqs queues = LocalSqs.start();

  @BeforeAll
  void create() {
    queues.create(
        List.of(queue("orders", new Redrive(LocalArn.queue("parked"), 2)), queue("parked", null)));
  }

  @AfterAll
  void close() {
    queues.close();
  }

  @Test
  void creates_a_dead_letter_queue_before_the_queue_that_redrives_to_it() {
    String url = queues.url("orders");
    assertThat(
            queues
                .client()
                .getQueueAttributes(
                    r -> r.queueUrl(url).attributeNames(QueueAttributeName.REDRIVE_POLICY))
                .attributes()
                .get(QueueAttributeName.REDRIVE_POLICY))
        .contains(LocalArn.queue("parked"))
        .contains("2");
  }

  @Test
  void the_url_of_a_queue_is_known_before_it_exists() {
    LoopbackPort port = LoopbackPort.bind(0);
    String expected = LocalSqs.url(port, "later");
    try (LocalSqs later = LocalSqs.start(port, new OutstandingWork())) {
      later.create(List.of(queue("later", null)));

      assertThat(later.url("later")).isEqualTo(expected);
    }
  }

  @Test
  void queue_urls_name_the_endpoint() {
    URI url = URI.create(queues.url("orders"));

    assertThat(url.getAuthority()).isEqualTo(queues.endpoint().getAuthority());
    assertThat(url.getHost()).isEqualTo("127.0.0.1");
  }

  @Test
  void moves_a_message_to_the_dead_letter_queue_after_max_receives() {
    String url = queues.url("orders");
    queues.client().sendMessage(r -> r.queueUrl(url).messageBody("broken"));
    for (int receive = 1; receive <= 2; receive++) {
      Message message = receive("orders");
      queues
          .client()
          .changeMessageVisibility(
              r -> r.queueUrl(url).receiptHandle(message.receiptHandle()).visibilityTimeout(0));
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              assertThat(queues.client().receiveMessage(r -> r.queueUrl(url)).messages()).isEmpty();
              assertThat(queues.isEmpty("parked")).isFalse();
            });
    assertThat(receive("parked").body()).isEqualTo("broken");
  }

  @Test
  void a_queue_with_messages_in_flight_is_not_empty() {
    queues.create(List.of(queue("depth", null)));
    String url = queues.url("depth");
    assertThat(queues.isEmpty("depth")).isTrue();

    queues.client().sendMessage(r -> r.queueUrl(url).messageBody("one"));
    assertThat(queues.isEmpty("depth")).isFalse();

    Message message = receive("depth");
    assertThat(queues.isEmpty("depth")).isFalse();

    queues.client().deleteMessage(r -> r.queueUrl(url).receiptHandle(message.receiptHandle()));
    assertThat(queues.isEmpty("depth")).isTrue();
  }

  @Test
  void refuses_an_undeclared_dead_letter_queue() {
    QueueDeclaration lonely = queue("lonely", new Redrive(LocalArn.queue("nowhere"), 3));

    assertThatThrownBy(() -> queues.create(List.of(lonely)))
        .isInstanceOf(LocalCloudException.class)
        .hasMessageContaining("lonely")
        .hasMessageContaining("nowhere");
  }

  @Test
  void refuses_a_cycle_of_dead_letter_queues() {
    QueueDeclaration one = queue("one", new Redrive(LocalArn.queue("two"), 3));
    QueueDeclaration two = queue("two", new Redrive(LocalArn.queue("one"), 3));

    assertThatThrownBy(() -> queues.create(List.of(one, two)))
        .isInstanceOf(LocalCloudException.class)
        .hasMessageContaining("is its own dead-letter queue");
  }

  @Test
  void names_an_unknown_queue() {
    assertThatThrownBy(() -> queues.url("missing"))
        .isInstanceOf(LocalCloudException.class)
        .hasMessageContaining("missing");
  }

  @Test
  void stops_soon_while_a_client_waits_for_messages() {
    LocalSqs other = LocalSqs.start();
    other.create(List.of(queue("idle", null)));
    String url = other.url("idle");
    Thread waiting =
        Thread.startVirtualThread(
            () -> {
              try {
                other.client().receiveMessage(r -> r.queueUrl(url).waitTimeSeconds(20));
              } catch (RuntimeException e) {
                // expected: close() cuts the connection
              }
            });
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING)
                    .contains(waiting.getState()));
    long started = System.nanoTime();
    other.close();
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(8));
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !waiting.isAlive());
  }

  private Message receive(String queueName) {
    String url = queues.url(queueName);
    List<Message> messages =
        queues.client().receiveMessage(r -> r.queueUrl(url).waitTimeSeconds(5)).messages();
    assertThat(messages).hasSize(1);
    return messages.getFirst();
  }
}
